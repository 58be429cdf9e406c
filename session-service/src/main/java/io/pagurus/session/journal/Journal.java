package io.pagurus.session.journal;

import io.pagurus.session.fold.Position;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Thread-safe. What the writer and the reader of one process share: who waits, the sessions of the
 * partitions that it has, and how far each was folded.
 */
public final class Journal {

    private final PendingVerdicts pending;
    private final SessionTable sessions = new SessionTable();
    private final ConcurrentMap<Integer, Long> folded = new ConcurrentHashMap<>();

    public Journal(JournalSettings settings) {
        this.pending = new PendingVerdicts(settings.maxPending());
    }

    PendingVerdicts pending() {
        return pending;
    }

    public SessionTable sessions() {
        return sessions;
    }

    /** By partition, the offset of the last entry that was folded. */
    public Map<Integer, Long> folded() {
        return Map.copyOf(folded);
    }

    void folded(Position at) {
        folded.put(at.partition(), at.offset());
    }

    /** The partition is another's now: its verdicts are read back there. */
    void drop(int partition) {
        sessions.drop(partition);
        folded.remove(partition);
        pending.abandon(partition);
    }

    /** Requests that wait for their verdict. */
    public int waiting() {
        return pending.size();
    }
}
