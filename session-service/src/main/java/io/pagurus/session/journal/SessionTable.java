package io.pagurus.session.journal;

import io.pagurus.session.fold.SessionHeader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; one writer, the journal reader. The header of every session of the journal, by id.
 * Its size is bounded by the journal's retention; a header is some hundred bytes while nothing
 * runs.
 */
public final class SessionTable {

    /**
     * Immutable. A session as the fold has it now.
     *
     * @param changedAt when the entry that last changed it was written
     */
    public record Row(SessionHeader header, Instant changedAt) {}

    private final ConcurrentNavigableMap<String, Row> rows = new ConcurrentSkipListMap<>();

    /** The session now; empty when nobody opened it. */
    public Optional<SessionHeader> find(String sessionId) {
        return row(sessionId).map(Row::header);
    }

    public Optional<Row> row(String sessionId) {
        return Optional.ofNullable(rows.get(sessionId));
    }

    /**
     * Sessions in the order of their ids.
     *
     * @param after the id before the first one; null for the beginning
     */
    public List<Row> page(@Nullable String after, int limit, Predicate<SessionHeader> wanted) {
        ConcurrentNavigableMap<String, Row> rest =
                after == null ? rows : rows.tailMap(after, false);
        return rest.values().stream()
                .filter(row -> wanted.test(row.header()))
                .limit(limit)
                .toList();
    }

    public int size() {
        return rows.size();
    }

    void put(SessionHeader header, Instant changedAt) {
        rows.put(header.sessionId(), new Row(header, changedAt));
    }

    void remove(String sessionId) {
        rows.remove(sessionId);
    }

    void clear() {
        rows.clear();
    }
}
