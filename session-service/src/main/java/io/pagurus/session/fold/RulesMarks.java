package io.pagurus.session.fold;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; the maps within are never changed. By partition, from which entry on which version
 * of the rules holds: what the marks in the journal say, one after another. Kept with the snapshots
 * of a partition, since the marks themselves are deleted with the journal's beginning.
 */
public final class RulesMarks {

    private final ConcurrentMap<Integer, NavigableMap<Long, RulesVersion>> partitions =
            new ConcurrentHashMap<>();

    /** The rules that an entry is judged by. */
    public RulesVersion at(Position at) {
        NavigableMap<Long, RulesVersion> marks = partitions.get(at.partition());
        Map.@Nullable Entry<Long, RulesVersion> last =
                marks == null ? null : marks.lowerEntry(at.offset());
        return last == null ? RulesVersion.FIRST : last.getValue();
    }

    /** The rules of the entries to come. */
    public RulesVersion now(int partition) {
        NavigableMap<Long, RulesVersion> marks = partitions.get(partition);
        return marks == null || marks.isEmpty() ? RulesVersion.FIRST : marks.lastEntry().getValue();
    }

    /** Takes a mark; one that is no step forward changes nothing, whoever wrote it. */
    public void take(RulesVersion version, Position at) {
        partitions.compute(
                at.partition(),
                (partition, marks) -> {
                    if (!version.isAfter(at(at))) {
                        return marks;
                    }
                    NavigableMap<Long, RulesVersion> after =
                            marks == null ? new TreeMap<>() : new TreeMap<>(marks);
                    after.put(at.offset(), version);
                    return after;
                });
    }

    /** What a snapshot says of a partition takes the place of whatever was known. */
    public void adopt(int partition, NavigableMap<Long, RulesVersion> marks) {
        partitions.put(partition, new TreeMap<>(marks));
    }

    /** By offset, the marks of a partition so far. */
    public NavigableMap<Long, RulesVersion> of(int partition) {
        NavigableMap<Long, RulesVersion> marks = partitions.get(partition);
        return marks == null ? new TreeMap<>() : new TreeMap<>(marks);
    }
}
