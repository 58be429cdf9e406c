package io.pagurus.session.journal;

import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Replay;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Turn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Thread-safe; blocks. Sessions with their bodies, straight from the journal. */
public final class Replays {

    private final JournalScanner scanner;
    private final SessionFold fold;
    private final long maxHeldBytes;

    public Replays(JournalScanner scanner, SessionFold fold, JournalSettings settings) {
        this.scanner = scanner;
        this.fold = fold;
        this.maxHeldBytes = settings.maxReplayBytes().asLongValue();
    }

    /** One session up to its header's version; empty when the journal could not be read in time. */
    public Optional<Replay> of(SessionHeader header) {
        List<Replay> found = new ArrayList<>();
        var _ = new ReplayPass(fold, maxHeldBytes, found::add).readInTime(scanner, header);
        return found.stream().findFirst();
    }

    /**
     * Sessions of one partition, each as soon as it is whole, reading on as long as the journal can
     * be read. Mostly in one pass; what finds no room in memory meanwhile waits for the next one.
     */
    public void each(int partition, Collection<SessionHeader> headers, Consumer<Replay> each) {
        Collection<SessionHeader> left = headers;
        while (!left.isEmpty()) {
            ReplayPass pass = new ReplayPass(fold, maxHeldBytes, each);
            if (!pass.read(scanner, partition, left)) {
                return;
            }
            left = pass.putOff();
        }
    }

    /** The turn committed at an offset; empty when the journal could not be read in time. */
    public Optional<Turn> turn(SessionHeader header, long offset) {
        AtomicReference<Turn> found = new AtomicReference<>();
        boolean complete =
                scanner.scan(
                        header.partition(),
                        offset,
                        offset,
                        header.sessionId()::equals,
                        (entry, _, _) -> {
                            if (entry
                                    instanceof
                                    JournalEntry.Written(JournalRecord.TurnCommitted committed)) {
                                found.set(Turn.of(committed));
                            }
                        });
        return complete ? Optional.ofNullable(found.get()) : Optional.empty();
    }
}
