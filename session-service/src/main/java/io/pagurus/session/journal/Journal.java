package io.pagurus.session.journal;

import io.pagurus.session.fold.PartitionState;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.RulesMarks;
import io.pagurus.session.snapshot.SnapshotLoader.Loaded;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Thread-safe. What the writer and the reader of one process share: who waits, the sessions of the
 * partitions that it has, and how far each was folded.
 */
public final class Journal {

    private final PendingVerdicts pending;
    private final SessionTable sessions = new SessionTable();
    private final RulesMarks marks = new RulesMarks();
    private final ConcurrentMap<Integer, Long> folded = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, Set<String>> touched = new ConcurrentHashMap<>();

    public Journal(JournalSettings settings) {
        this.pending = new PendingVerdicts(settings.maxPending());
    }

    /**
     * Asks that sessions be in the next snapshot, though nothing changes them.
     *
     * @return false when the partition is another's
     */
    public boolean touch(int partition, Collection<String> sessionIds) {
        if (!folded.containsKey(partition)) {
            return false;
        }
        touched.computeIfAbsent(partition, _ -> ConcurrentHashMap.newKeySet()).addAll(sessionIds);
        return true;
    }

    /** The sessions that somebody wants in the next snapshot; they are not asked for any more. */
    Set<String> takeTouched(int partition) {
        Set<String> taken = touched.remove(partition);
        return taken == null ? Set.of() : taken;
    }

    PendingVerdicts pending() {
        return pending;
    }

    public SessionTable sessions() {
        return sessions;
    }

    /** By which rules its partitions go. */
    public RulesMarks marks() {
        return marks;
    }

    /** What a partition has beside its sessions, as of the last entry that was folded. */
    PartitionState state(int partition) {
        return new PartitionState(sessions.floor(partition), marks.of(partition));
    }

    void adopt(int partition, Loaded loaded) {
        marks.adopt(partition, loaded.state().marks());
        sessions.adopt(partition, loaded.rows());
        sessions.raise(partition, loaded.state().floor());
        folded.put(partition, loaded.next() - 1);
    }

    /**
     * By partition, the offset of the last entry that was folded, here or by a snapshot's writer.
     */
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
        touched.remove(partition);
        pending.abandon(partition);
    }

    /** Requests that wait for their verdict. */
    public int waiting() {
        return pending.size();
    }
}
