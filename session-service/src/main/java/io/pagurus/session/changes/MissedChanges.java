package io.pagurus.session.changes;

import io.pagurus.session.fold.EpochFloor;
import io.pagurus.session.fold.Folded;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.journal.JournalScanner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; blocks. What happened to a session since an offset, from the journal. Which entries
 * were accepted only the fold can say, so it is read from the session's first entry on.
 */
public final class MissedChanges {

    private final JournalScanner scanner;
    private final SessionFold fold;
    private final ChangeSettings settings;

    public MissedChanges(JournalScanner scanner, SessionFold fold, ChangeSettings settings) {
        this.scanner = scanner;
        this.fold = fold;
        this.settings = settings;
    }

    /**
     * The changes after an offset, up to the header's version.
     *
     * @return empty when they are too many, or the journal has not all of them (any more)
     */
    public Optional<List<Change>> after(SessionHeader header, long offset) {
        if (offset == header.lastOffset()) {
            return Optional.of(List.of());
        }
        if (offset > header.lastOffset()) {
            return Optional.empty();
        }
        Pass pass = new Pass(header, offset);
        boolean complete =
                scanner.scan(
                        header.partition(),
                        header.firstOffset(),
                        header.lastOffset(),
                        header.sessionId()::equals,
                        pass::on);
        return complete && pass.isWhole() ? Optional.of(pass.missed) : Optional.empty();
    }

    /** Confined to one scan. */
    private final class Pass {

        private final SessionHeader last;
        private final long after;
        private final List<Change> missed = new ArrayList<>();
        private @Nullable SessionHeader header;
        private boolean tooMany;

        Pass(SessionHeader last, long after) {
            this.last = last;
            this.after = after;
        }

        @SuppressWarnings("ReferenceEquality") // A header that nothing changed is the same object.
        void on(JournalEntry entry, Position at, Instant time) {
            // The first entry was accepted, whatever the floor was; the header is of one life.
            Folded folded = fold.apply(header, EpochFloor.NONE, entry, at);
            boolean changed = folded.header() != header;
            header = folded.header();
            if (!changed || at.offset() <= after || tooMany) {
                return;
            }
            tooMany = missed.size() == settings.missed();
            missed.add(Change.of(entry, at, time, header, true));
        }

        /** The journal's beginning may be gone; then the fold comes to another end. */
        boolean isWhole() {
            return !tooMany && last.equals(header);
        }
    }
}
