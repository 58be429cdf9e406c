package io.pagurus.session.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.AgentStateSet;
import io.pagurus.events.JournalRecord.OwnershipGranted;
import io.pagurus.events.JournalRecord.SessionDeleted;
import io.pagurus.events.JournalRecord.SessionExpired;
import io.pagurus.events.JournalRecord.SessionFrozen;
import io.pagurus.events.JournalRecord.TaskEnqueued;
import io.pagurus.events.JournalRecord.TaskFinished;
import io.pagurus.events.JournalRecord.TaskIntended;
import io.pagurus.events.JournalRecord.TaskLeased;
import io.pagurus.events.JournalRecord.TaskSettled;
import io.pagurus.events.JournalRecord.TurnCommitted;
import io.pagurus.events.JournalRecord.TurnFailed;
import io.pagurus.events.JournalRecord.TurnStarted;
import io.pagurus.events.Owner;
import io.pagurus.session.fold.QueuedTask;
import io.pagurus.session.fold.SessionHeader;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Confined to a test. Plausible entries of one session, of every type. */
@NullMarked
final class Scribble {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String session;
    private final Random random;
    private int turns;

    Scribble(String session, Random random) {
        this.session = session;
        this.random = random;
    }

    JournalRecord next(@Nullable SessionHeader h) {
        if (h == null || h.owner() == null || !h.state().takesWrites() || random.nextInt(15) == 0) {
            return new OwnershipGranted(
                    session,
                    h == null ? 1 : h.epoch() + 1,
                    new Owner("n" + random.nextInt(3), "r" + random.nextInt(2)),
                    "take",
                    null,
                    "alice",
                    Instant.EPOCH);
        }
        long epoch = h.epoch();
        String node = h.owner().node();
        String turn = h.running() == null ? "t" + ++turns : h.running().turnId();
        String task = "step-" + random.nextInt(3);
        boolean once = random.nextBoolean();
        return switch (random.nextInt(15)) {
            case 0, 1 -> start(epoch, node, random.nextBoolean() ? turn : "t" + ++turns);
            case 2, 3 ->
                    new TaskIntended(
                            session, epoch, node, turn, task, "tool", once, JSON.objectNode());
            case 4, 5 -> new TaskFinished(session, epoch, node, turn, task, JSON.textNode("r"));
            case 6, 7, 8 -> commit(h, node, turn);
            case 9 -> new TurnFailed(session, epoch, node, turn, "x");
            case 10 ->
                    new AgentStateSet(
                            session,
                            epoch,
                            node,
                            h.agentStateVersion(),
                            JSON.numberNode(random.nextInt()));
            case 11, 12 -> queued(h, node);
            case 13 ->
                    random.nextInt(3) == 0
                            ? new SessionDeleted(session, epoch, "op")
                            : new SessionFrozen(session, epoch, "m", "drain");
            default ->
                    random.nextInt(3) == 0
                            ? new SessionExpired(session, epoch, h.lastOffset())
                            : start(epoch, node, turn);
        };
    }

    private TurnStarted start(long epoch, String node, String turn) {
        return new TurnStarted(session, epoch, node, turn, "d", false, Instant.EPOCH);
    }

    private TurnCommitted commit(SessionHeader h, String node, String turn) {
        JsonNode message = JSON.objectNode().put("role", "user").put("content", "hello " + turn);
        JsonNode answer =
                JSON.objectNode().put("role", "assistant").put("content", "n" + random.nextInt(9));
        return new TurnCommitted(
                session,
                h.epoch(),
                node,
                h.seq() + 1,
                turn,
                "d",
                Instant.EPOCH,
                List.of(message, answer),
                random.nextBoolean() ? JSON.textNode("after " + turn) : null,
                null);
    }

    private JournalRecord queued(SessionHeader h, String node) {
        String id = "q" + random.nextInt(3);
        QueuedTask task = h.tasks().task(id);
        Instant when = Instant.ofEpochMilli(random.nextInt(1_000_000));
        if (task == null) {
            return new TaskEnqueued(
                    session, h.epoch(), node, id, "tool", true, JSON.objectNode(), when, 4);
        }
        return task.lease() == null || random.nextBoolean()
                ? new TaskLeased(session, h.epoch(), node, id, task.attempts() + 1, when)
                : new TaskSettled(
                        session,
                        h.epoch(),
                        node,
                        id,
                        task.attempts(),
                        random.nextBoolean() ? TaskSettled.DONE : TaskSettled.FAILED,
                        null,
                        when);
    }
}
