package io.pagurus.session.wiring;

import io.pagurus.session.changes.ChangeFeed;
import io.pagurus.session.changes.ChangeSettings;
import io.pagurus.session.changes.MissedChanges;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.journal.JournalScanner;
import io.pagurus.session.journal.SessionTable;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Thread-safe. Streams of what changes. */
@Singleton
final class ChangesWiring {

    @Produces
    @Singleton
    ChangeFeed changeFeed(SessionTable sessions, ChangeSettings settings) {
        return new ChangeFeed(sessions, settings);
    }

    @Produces
    @Singleton
    MissedChanges missedChanges(JournalScanner scanner, SessionFold fold, ChangeSettings settings) {
        return new MissedChanges(scanner, fold, settings);
    }
}
