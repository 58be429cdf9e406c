package io.pagurus.session.wiring;

import io.pagurus.events.kafka.Topics;
import io.pagurus.session.expiry.Expiry;
import io.pagurus.session.expiry.ExpirySettings;
import io.pagurus.session.expiry.Retention;
import io.pagurus.session.expiry.RetentionSettings;
import io.pagurus.session.journal.Journal;
import io.pagurus.session.journal.JournalWriter;
import io.pagurus.session.journal.SessionTable;
import io.pagurus.session.snapshot.Floors;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Thread-safe. The end of what nobody uses any more. */
@Singleton
final class EndingWiring {

    @Produces
    @Singleton
    Expiry expiry(
            SessionTable sessions, JournalWriter writer, Clock clock, ExpirySettings settings) {
        return new Expiry(sessions, writer, clock, settings);
    }

    @Produces
    @Singleton
    Retention retention(
            Topics topics,
            Journal journal,
            Floors floors,
            KafkaClients kafka,
            Clock clock,
            RetentionSettings settings) {
        return new Retention(
                journal,
                floors,
                kafka.admin(),
                new Retention.Names(topics.sessionJournal(), kafka.group()),
                clock,
                settings);
    }
}
