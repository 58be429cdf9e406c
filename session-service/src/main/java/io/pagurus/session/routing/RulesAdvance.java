package io.pagurus.session.routing;

import io.pagurus.events.DirectoryEvent.PartitionServed;
import io.pagurus.events.JournalMark.RulesAdvanced;
import io.pagurus.events.kafka.EventWriter;
import io.pagurus.session.fold.RulesMarks;
import io.pagurus.session.fold.RulesVersion;
import io.pagurus.session.journal.JournalPartitions;
import io.pagurus.session.journal.SessionTable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Confined to the thread of its rounds. Writes the mark by which a partition goes over to later
 * rules, once whoever serves any partition has said that it has them. An instance that has not and
 * comes later, or was not seen, gives no verdict behind the mark: who is asked here decides when a
 * partition goes over, and never what is true.
 */
public final class RulesAdvance {

    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

    private final SessionTable sessions;
    private final RulesMarks marks;
    private final PartitionDirectory directory;
    private final EventWriter events;
    private final Map<Integer, Long> writtenNanos = new HashMap<>();

    public RulesAdvance(
            SessionTable sessions,
            RulesMarks marks,
            PartitionDirectory directory,
            EventWriter events) {
        this.sessions = sessions;
        this.marks = marks;
        this.directory = directory;
        this.events = events;
    }

    /** A mark that was written is read back by the journal's reader; until then none follows. */
    public void tell() {
        OptionalInt common = common();
        if (common.isEmpty()) {
            return;
        }
        int version = Math.min(common.getAsInt(), RulesVersion.LATEST.number());
        for (int partition : sessions.served()) {
            if (marks.now(partition).number() < version && !isOnItsWay(partition)) {
                writtenNanos.put(partition, System.nanoTime());
                var _ = events.write(partition, new RulesAdvanced(partition, version));
            }
        }
    }

    /** The version that all have; empty while somebody has not spoken. */
    private OptionalInt common() {
        Map<Integer, PartitionServed> all = directory.all();
        int partitions = sessions.journal().map(JournalPartitions::count).orElse(0);
        return all.size() < partitions
                ? OptionalInt.empty()
                : all.values().stream().mapToInt(RulesAdvance::versionOf).min();
    }

    private static int versionOf(PartitionServed said) {
        Integer rules = said.rules();
        return rules == null ? RulesVersion.FIRST.number() : rules;
    }

    private boolean isOnItsWay(int partition) {
        Long written = writtenNanos.get(partition);
        return written != null && System.nanoTime() - written < PATIENCE_NANOS;
    }
}
