package io.pagurus.session.journal;

import io.pagurus.session.fold.EpochFloor;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.snapshot.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; one writer, the journal reader. The sessions of the partitions that this instance
 * has. Its size is bounded by the number of sessions that have not expired: a row is some three
 * hundred bytes and its id.
 */
public final class SessionTable {

    private final ConcurrentMap<Integer, ConcurrentNavigableMap<String, Row>> partitions =
            new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, EpochFloor> floors = new ConcurrentHashMap<>();
    private final Set<Integer> served = ConcurrentHashMap.newKeySet();
    private volatile @Nullable JournalPartitions journal;

    /** The session now; empty when nobody opened it, or another instance has its partition. */
    public Optional<SessionHeader> find(String sessionId) {
        return row(sessionId).map(Row::header);
    }

    /** The same with where its bodies are. */
    public Optional<Row> row(String sessionId) {
        ConcurrentNavigableMap<String, Row> rows = rowsOf(sessionId);
        return rows == null ? Optional.empty() : Optional.ofNullable(rows.get(sessionId));
    }

    /**
     * Whether nobody has opened a session. That it was not found says so only as long as its
     * partition is served here: it may have gone to another instance while it was looked for.
     */
    public boolean isAbsent(String sessionId) {
        JournalPartitions known = journal;
        return known != null
                && rows(known.of(sessionId))
                        .filter(rows -> !rows.have(sessionId) && rows.areCurrent())
                        .isPresent();
    }

    private @Nullable ConcurrentNavigableMap<String, Row> rowsOf(String sessionId) {
        JournalPartitions known = journal;
        return known == null ? null : partitions.get(known.of(sessionId));
    }

    /**
     * Above which epoch a session begins that nobody knows. Asked before the session is looked for,
     * it is never above the floor at which the session was not found.
     */
    public EpochFloor floor(String sessionId) {
        JournalPartitions known = journal;
        return known == null ? EpochFloor.NONE : floor(known.of(sessionId));
    }

    EpochFloor floor(int partition) {
        return floors.getOrDefault(partition, EpochFloor.NONE);
    }

    /** How sessions are spread over partitions; empty until the journal was seen. */
    public Optional<JournalPartitions> journal() {
        return Optional.ofNullable(journal);
    }

    /** The partitions whose sessions are known to the journal's end, or were when it was read. */
    public Set<Integer> served() {
        return Set.copyOf(served);
    }

    public boolean serves(int partition) {
        return served.contains(partition);
    }

    /**
     * Sessions of the served partitions in the order of their ids.
     *
     * @param after the id before the first one; null for the beginning
     */
    public List<Row> page(@Nullable String after, int limit, Predicate<SessionHeader> wanted) {
        PriorityQueue<Cursor> cursors =
                new PriorityQueue<>(
                        Comparator.comparing(cursor -> cursor.row.header().sessionId()));
        partitions.forEach((partition, rows) -> {
            if (served.contains(partition)) {
                Cursor.at(after == null ? rows : rows.tailMap(after, false), wanted)
                        .ifPresent(cursors::add);
            }
        });
        List<Row> page = new ArrayList<>();
        while (page.size() < limit && !cursors.isEmpty()) {
            Cursor first = cursors.remove();
            page.add(first.row);
            if (first.next()) {
                cursors.add(first);
            }
        }
        return page;
    }

    /** All sessions of one partition; empty when it is not served here. */
    public Optional<PartitionRows> rows(int partition) {
        ConcurrentNavigableMap<String, Row> rows = partitions.get(partition);
        return rows == null || !served.contains(partition)
                ? Optional.empty()
                : Optional.of(new PartitionRows(this, partition, rows));
    }

    /** Whether the partition is served, and its sessions are still kept in this very map. */
    @SuppressWarnings("ReferenceEquality") // An equal map may be that of a later assignment.
    boolean serves(int partition, Map<String, Row> rows) {
        return served.contains(partition) && partitions.get(partition) == rows;
    }

    public int size() {
        return partitions.values().stream().mapToInt(Map::size).sum();
    }

    void spread(JournalPartitions overPartitions) {
        journal = overPartitions;
    }

    void adopt(int partition, ConcurrentNavigableMap<String, Row> rows) {
        floors.put(partition, EpochFloor.NONE);
        partitions.put(partition, rows);
    }

    void raise(int partition, EpochFloor floor) {
        floors.computeIfPresent(partition, (_, _) -> floor);
    }

    void serve(int partition) {
        served.add(partition);
    }

    void drop(int partition) {
        served.remove(partition);
        partitions.remove(partition);
        floors.remove(partition);
    }

    /** Null when the session is unknown in a partition that this instance has. */
    @Nullable Row get(int partition, String sessionId) {
        ConcurrentNavigableMap<String, Row> rows = partitions.get(partition);
        return rows == null ? null : rows.get(sessionId);
    }

    void put(int partition, String sessionId, @Nullable Row row) {
        ConcurrentNavigableMap<String, Row> rows = partitions.get(partition);
        if (rows == null) {
            return;
        }
        if (row == null) {
            rows.remove(sessionId);
        } else {
            rows.put(sessionId, row);
        }
    }

    /** Confined to one call. Where the merging of a page is in one partition. */
    private static final class Cursor {

        private final Iterator<Row> rest;
        private final Predicate<SessionHeader> wanted;
        private Row row;

        private Cursor(Row row, Iterator<Row> rest, Predicate<SessionHeader> wanted) {
            this.row = row;
            this.rest = rest;
            this.wanted = wanted;
        }

        static Optional<Cursor> at(
                ConcurrentNavigableMap<String, Row> rows, Predicate<SessionHeader> wanted) {
            Iterator<Row> rest = rows.values().iterator();
            while (rest.hasNext()) {
                Row row = rest.next();
                if (wanted.test(row.header())) {
                    return Optional.of(new Cursor(row, rest, wanted));
                }
            }
            return Optional.empty();
        }

        boolean next() {
            while (rest.hasNext()) {
                row = rest.next();
                if (wanted.test(row.header())) {
                    return true;
                }
            }
            return false;
        }
    }
}
