package io.pagurus.session.tasks;

import io.pagurus.session.journal.PartitionRows;
import io.pagurus.session.journal.SessionTable;
import io.pagurus.session.snapshot.Row;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * Confined to the thread of its rounds; the counter is thread-safe. Ends the tasks that were due
 * for too long, in the partitions that this instance has.
 */
public final class TaskSweep {

    private final SessionTable sessions;
    private final TaskEnds ends;
    private final Clock clock;
    private final TaskSettings settings;
    private final LongAdder ended = new LongAdder();

    public TaskSweep(SessionTable sessions, TaskEnds ends, Clock clock, TaskSettings settings) {
        this.sessions = sessions;
        this.ends = ends;
        this.clock = clock;
        this.settings = settings;
    }

    /** Ends what is over; stops early when the journal does not answer. */
    public void pass(BooleanSupplier goOn) {
        int left = settings.sweepMost();
        for (int partition : sessions.served()) {
            left = left > 0 ? pass(partition, left, goOn) : left;
        }
    }

    /** How many more may be ended in this pass; 0 when the journal does not answer. */
    private int pass(int partition, int most, BooleanSupplier goOn) {
        Optional<PartitionRows> rows = sessions.rows(partition);
        if (rows.isEmpty()) {
            return most;
        }
        int left = most;
        for (Row row : rows.get()) {
            if (left == 0 || !goOn.getAsBoolean()) {
                return 0;
            }
            left = end(row, left);
        }
        return left;
    }

    private int end(Row row, int most) {
        int left = most;
        Instant now = clock.instant();
        List<DueTasks.Over> expired =
                DueTasks.expired(row.header(), now, settings.ttl()).limit(most).toList();
        for (DueTasks.Over over : expired) {
            switch (ends.end(row.header(), over)) {
                case DEAD -> {
                    ended.increment();
                    left--;
                }
                case LEFT -> {}
                case UNKNOWN -> {
                    return 0;
                }
            }
        }
        return left;
    }

    /** Tasks that this instance has given up. */
    public long ended() {
        return ended.sum();
    }
}
