package io.pagurus.session.fold;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.TaskSettled;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Confined to a test. Mostly plausible entries, with every field wrong now and then: what the next
 * one is depends on the session as it is, so that all rules are met.
 */
final class AnyEntries {

    static final int TURN_IDS = 40;

    private static final List<String> NODES = List.of("hk-1", "jp-1", "us-1");
    private static final List<String> OUTCOMES =
            List.of(
                    TaskSettled.DONE,
                    TaskSettled.FAILED,
                    TaskSettled.FAILED,
                    TaskSettled.DEAD,
                    TaskSettled.CANCELLED);

    private final Random random;

    /** Of all the session's lives. */
    private long highest;

    private final boolean counts;

    /**
     * @param counts whether half of what is of a turn has a start's number
     */
    AnyEntries(Random random, boolean counts) {
        this.random = random;
        this.counts = counts;
    }

    JournalRecord next(@Nullable SessionHeader h) {
        boolean honest = random.nextInt(4) > 0;
        long current = h == null ? highest : h.epoch();
        highest = current;
        long epoch = Math.max(1, current + (honest ? 0 : random.nextInt(3) - 1));
        String owner = h == null || h.owner() == null ? "hk-1" : h.owner().node();
        String node = honest ? owner : any(NODES);
        if (h == null && random.nextInt(4) == 0) {
            return Entries.start(Math.max(1, highest), "hk-1", "t1");
        }
        if (random.nextInt(h == null ? 2 : 60) == 0) {
            return Entries.opening(Math.max(1, current + random.nextInt(4) - 1), any(NODES));
        }
        if (h == null || random.nextInt(h.state().takesWrites() ? 20 : 3) == 0) {
            return Entries.grant(Math.max(1, current + random.nextInt(3)), any(NODES));
        }
        return switch (random.nextInt(16)) {
            case 0 -> ofItsLife(h, epoch);
            case 1, 2, 3, 4 -> ofTheQueue(h, epoch, node, honest);
            case 5 ->
                    Entries.setState(
                            epoch,
                            node,
                            Math.max(0, h.agentStateVersion() - random.nextInt(2)),
                            "state " + random.nextInt(3));
            default -> numbered(h, ofATurn(h, epoch, node, honest));
        };
    }

    /** The right number, or one beside it. */
    private JournalRecord numbered(SessionHeader h, JournalRecord.OfTurn record) {
        if (!counts || random.nextBoolean()) {
            return record;
        }
        long next = record instanceof JournalRecord.TurnStarted ? 1 : 0;
        long wrong = random.nextInt(4) == 0 ? random.nextInt(3) - 1 : 0;
        return Entries.numbered(record, Math.max(1, h.attempt() + next + wrong));
    }

    private JournalRecord ofItsLife(SessionHeader h, long epoch) {
        String migration = "m" + random.nextInt(2);
        return switch (random.nextInt(16)) {
            case 0 -> Entries.close(epoch);
            case 1 -> Entries.delete(epoch);
            case 2, 3, 4 -> Entries.expire(epoch, h.lastOffset() - random.nextInt(2));
            case 5, 6, 7, 8, 9 -> Entries.freeze(epoch, migration);
            default -> Entries.thaw(epoch, migration);
        };
    }

    private JournalRecord ofTheQueue(SessionHeader h, long epoch, String node, boolean honest) {
        String id = "q" + random.nextInt(12);
        QueuedTask task =
                h.tasks().open().isEmpty() || random.nextInt(4) == 0
                        ? h.tasks().task(id)
                        : any(h.tasks().open());
        if (task == null) {
            return random.nextInt(8) > 0
                    ? Entries.enqueue(epoch, node, id, random.nextBoolean(), 1 + random.nextInt(3))
                    : Entries.settle(epoch, node, id, 1 + random.nextInt(2), any(OUTCOMES));
        }
        int attempt = task.attempts() + (honest ? 0 : random.nextInt(3) - 1);
        return random.nextBoolean()
                ? Entries.settle(epoch, node, task.taskId(), attempt, any(OUTCOMES))
                : Entries.lease(
                        epoch,
                        node,
                        task.taskId(),
                        attempt + (random.nextInt(3) > 0 ? 1 : 0),
                        Entries.T0.plusSeconds(random.nextInt(90)));
    }

    private JournalRecord.OfTurn ofATurn(SessionHeader h, long epoch, String node, boolean honest) {
        String turn = "t" + random.nextInt(TURN_IDS);
        long seq = Math.max(1, h.seq() + (honest ? 1 : random.nextInt(9) - 5));
        String task = "step-" + random.nextInt(4);
        String running = h.running() == null ? turn : h.running().turnId();
        String mostlyRunning = random.nextInt(4) == 0 ? turn : running;
        return switch (random.nextInt(9)) {
            case 0, 1 ->
                    Entries.start(
                            epoch,
                            node,
                            random.nextInt(4) == 0 ? setAside(h, turn) : turn,
                            honest ? "request" : "request " + random.nextInt(2),
                            Entries.T0);
            case 2, 3, 4 -> Entries.intend(epoch, node, mostlyRunning, task, random.nextBoolean());
            case 5 -> Entries.finish(epoch, node, mostlyRunning, task);
            case 6, 7 -> commit(epoch, node, seq, mostlyRunning);
            default -> Entries.fail(epoch, node, mostlyRunning);
        };
    }

    private String setAside(SessionHeader h, String other) {
        List<RunningTurn> turns = h.unsettled().turns();
        return turns.isEmpty() ? other : any(turns).turnId();
    }

    private JournalRecord.OfTurn commit(long epoch, String node, long seq, String turn) {
        JournalRecord.TurnCommitted plain = Entries.commit(epoch, node, seq, turn);
        boolean withState = random.nextInt(3) == 0;
        return new JournalRecord.TurnCommitted(
                plain.sessionId(),
                epoch,
                node,
                seq,
                turn,
                "request",
                plain.startedAt(),
                plain.messages(),
                withState ? Entries.message("state", "after " + turn) : null,
                withState ? Digest.hex(Digest.ofMessages(plain.messages())) : null);
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
