package io.pagurus.protocol.simulation;

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

/** Pure. What the simulated nodes write. */
final class SimEntries {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Instant T0 = Instant.EPOCH;

    private SimEntries() {}

    static OwnershipGranted grant(String session, long epoch, String node, String reason) {
        return new OwnershipGranted(session, epoch, new Owner(node, "r"), reason, null, null, T0);
    }

    static OwnershipGranted open(String session, long epoch, String node) {
        return new OwnershipGranted(
                session, epoch, new Owner(node, "r"), "open", null, null, T0, 0L);
    }

    static TurnStarted start(Holder by, String turnId, long start) {
        return new TurnStarted(
                by.session(), by.epoch(), by.node(), turnId, turnId, false, T0, start);
    }

    static TaskIntended intend(
            Holder by, String turnId, String task, boolean idempotent, long start) {
        return new TaskIntended(
                by.session(),
                by.epoch(),
                by.node(),
                turnId,
                task,
                "tool",
                idempotent,
                JSON.objectNode(),
                start);
    }

    static TaskFinished finish(Holder by, String turnId, String task, long start) {
        return new TaskFinished(
                by.session(), by.epoch(), by.node(), turnId, task, JSON.textNode("done"), start);
    }

    /** The answers of a conversation have numbers, by which its starts are numbered too. */
    static TurnCommitted commit(Holder by, long seq, String turnId, int answer) {
        return new TurnCommitted(
                by.session(),
                by.epoch(),
                by.node(),
                seq,
                turnId,
                turnId,
                T0,
                List.of(JSON.objectNode().put("answer", answer)),
                answer % 3 == 0 ? JSON.textNode("state " + answer) : null,
                null,
                (long) answer);
    }

    static int answerOf(TurnCommitted turn) {
        return turn.messages().getFirst().path("answer").asInt();
    }

    static AgentStateSet set(Holder by, long expectedVersion, int value) {
        return new AgentStateSet(
                by.session(), by.epoch(), by.node(), expectedVersion, JSON.numberNode(value));
    }

    static TaskEnqueued enqueue(Holder by, String task, boolean idempotent) {
        return new TaskEnqueued(
                by.session(),
                by.epoch(),
                by.node(),
                task,
                "tool",
                idempotent,
                JSON.objectNode(),
                T0,
                5);
    }

    static TaskLeased lease(Holder by, String task, int attempt, long untilMicros) {
        return new TaskLeased(
                by.session(),
                by.epoch(),
                by.node(),
                task,
                attempt,
                Instant.ofEpochMilli(untilMicros / Weather.MILLI));
    }

    static TaskSettled settle(Holder by, String task, int attempt, String outcome) {
        return new TaskSettled(
                by.session(),
                by.epoch(),
                by.node(),
                task,
                attempt,
                outcome,
                JSON.textNode("of " + by.node() + ", attempt " + attempt),
                null);
    }
}
