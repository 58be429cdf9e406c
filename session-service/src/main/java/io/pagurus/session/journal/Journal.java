package io.pagurus.session.journal;

import io.pagurus.session.fold.Position;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Thread-safe. What the writer and the reader of one process share: who waits, the sessions, and
 * whether the reader has caught up.
 */
public final class Journal {

    private final PendingVerdicts pending;
    private final SessionTable sessions = new SessionTable();
    private final ConcurrentMap<Integer, Long> folded = new ConcurrentHashMap<>();
    private final AtomicBoolean caughtUp = new AtomicBoolean();

    public Journal(JournalSettings settings) {
        this.pending = new PendingVerdicts(settings.maxPending());
    }

    PendingVerdicts pending() {
        return pending;
    }

    public SessionTable sessions() {
        return sessions;
    }

    /**
     * Whether the sessions are those of the whole journal; before that, nothing may be answered.
     */
    public boolean caughtUp() {
        return caughtUp.get();
    }

    void noteCaughtUp() {
        caughtUp.set(true);
    }

    /** By partition, the offset of the last entry that was folded. */
    public Map<Integer, Long> folded() {
        return Map.copyOf(folded);
    }

    void folded(Position at) {
        folded.put(at.partition(), at.offset());
    }

    void restart() {
        caughtUp.set(false);
        sessions.clear();
        folded.clear();
    }

    /** Requests that wait for their verdict. */
    public int waiting() {
        return pending.size();
    }
}
