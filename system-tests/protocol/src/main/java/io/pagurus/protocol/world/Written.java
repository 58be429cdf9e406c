package io.pagurus.protocol.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pagurus.events.JournalRecord.AgentStateSet;
import io.pagurus.events.JournalRecord.OwnershipGranted;
import io.pagurus.events.JournalRecord.TaskEnqueued;
import io.pagurus.events.JournalRecord.TaskFinished;
import io.pagurus.events.JournalRecord.TaskIntended;
import io.pagurus.events.JournalRecord.TaskLeased;
import io.pagurus.events.JournalRecord.TaskSettled;
import io.pagurus.events.JournalRecord.TurnCommitted;
import io.pagurus.events.JournalRecord.TurnStarted;
import io.pagurus.events.Owner;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pure. What the model's nodes write. The times, which no rule looks at, say in which of the
 * session's lives an entry was written.
 */
public final class Written {

    public static final String SESSION = "s";
    public static final String QUEUED = "queued";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Written() {}

    static String node(int node) {
        return "n" + node;
    }

    static int nodeOf(String node) {
        return Integer.parseInt(node.substring(1));
    }

    static String turn(int turn) {
        return "t" + turn;
    }

    static String task(int turn) {
        return "task-of-t" + turn;
    }

    static Instant in(int life) {
        return Instant.ofEpochSecond(life);
    }

    static OwnershipGranted grant(long epoch, String node, int life) {
        return new OwnershipGranted(
                SESSION, epoch, new Owner(node, "r"), "take", null, null, in(life));
    }

    /** Of a session that nobody knows. */
    static OwnershipGranted open(long epoch, String node, int life) {
        return new OwnershipGranted(
                SESSION, epoch, new Owner(node, "r"), "open", null, null, in(life), 0L);
    }

    static TurnStarted start(long epoch, String node, String turnId, int life, int start) {
        return new TurnStarted(
                SESSION, epoch, node, turnId, request(turnId), false, in(life), number(start));
    }

    /** Of a start; null where nobody counts. */
    private static @Nullable Long number(int start) {
        return start == 0 ? null : (long) start;
    }

    private static String request(String turnId) {
        return "of " + turnId;
    }

    static TaskIntended intend(long epoch, int node, int turn, boolean idempotent, int start) {
        return new TaskIntended(
                SESSION,
                epoch,
                node(node),
                turn(turn),
                task(turn),
                "tool",
                idempotent,
                JSON.objectNode(),
                number(start));
    }

    static TaskFinished finish(long epoch, int node, int turn, int start) {
        return new TaskFinished(
                SESSION,
                epoch,
                node(node),
                turn(turn),
                task(turn),
                JSON.textNode("done"),
                number(start));
    }

    static TurnCommitted commit(
            long epoch, String node, long seq, String turnId, int answer, int life, int start) {
        JsonNode message = JSON.objectNode().put("answer", answer);
        return new TurnCommitted(
                SESSION,
                epoch,
                node,
                seq,
                turnId,
                request(turnId),
                in(life),
                List.of(message),
                null,
                null,
                number(start));
    }

    /** Each run of the model says something else: the answers of a turn have numbers. */
    static int answerOf(TurnCommitted turn) {
        return turn.messages().getFirst().path("answer").asInt();
    }

    static AgentStateSet set(long epoch, int node, long expectedVersion) {
        JsonNode state = JSON.textNode("of " + node(node) + " in " + epoch);
        return new AgentStateSet(SESSION, epoch, node(node), expectedVersion, state);
    }

    static TaskEnqueued enqueue(long epoch, int node, boolean idempotent) {
        return new TaskEnqueued(
                SESSION,
                epoch,
                node(node),
                QUEUED,
                "tool",
                idempotent,
                JSON.objectNode(),
                Instant.EPOCH,
                9);
    }

    static TaskLeased lease(long epoch, int node, int attempt, int until) {
        return new TaskLeased(SESSION, epoch, node(node), QUEUED, attempt, in(until));
    }

    static TaskSettled settle(long epoch, int node, int attempt, String outcome) {
        return new TaskSettled(
                SESSION,
                epoch,
                node(node),
                QUEUED,
                attempt,
                outcome,
                JSON.textNode("of attempt " + attempt + " by " + node(node)),
                null);
    }
}
