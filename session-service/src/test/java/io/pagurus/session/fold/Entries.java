package io.pagurus.session.fold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pagurus.events.JournalRecord;
import io.pagurus.events.Owner;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Immutable. Journal records for tests, short to write: one session, node names as given. */
public final class Entries {

    public static final String SESSION = "s1";
    public static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private Entries() {}

    public static JournalRecord.OwnershipGranted grant(long epoch, String node) {
        return grant(SESSION, epoch, node);
    }

    public static JournalRecord.OwnershipGranted grant(String session, long epoch, String node) {
        return new JournalRecord.OwnershipGranted(
                session,
                epoch,
                new Owner(node, node.substring(0, 2)),
                epoch == 1 ? "opened" : "node-failed",
                null,
                "alice",
                T0);
    }

    /** The first grant of a session in a partition that has forgotten others. */
    public static JournalRecord.OwnershipGranted opening(long epoch, String node) {
        return opening(epoch, node, "alice");
    }

    public static JournalRecord.OwnershipGranted opening(
            long epoch, String node, @Nullable String principal) {
        Owner owner = new Owner(node, node.substring(0, 2));
        return new JournalRecord.OwnershipGranted(
                SESSION, epoch, owner, "opened", null, principal, T0, 0L);
    }

    public static JournalRecord.TurnStarted start(long epoch, String node, String turn) {
        return start(epoch, node, turn, digest(turn), T0);
    }

    public static JournalRecord.TurnStarted start(
            long epoch, String node, String turn, String digest, Instant at) {
        return new JournalRecord.TurnStarted(SESSION, epoch, node, turn, digest, true, at);
    }

    public static JournalRecord.TurnCommitted commit(
            long epoch, String node, long seq, String turn) {
        return commit(SESSION, epoch, node, seq, turn, "answer of " + turn);
    }

    public static JournalRecord.TurnCommitted commit(
            String session, long epoch, String node, long seq, String turn, String answer) {
        return new JournalRecord.TurnCommitted(
                session,
                epoch,
                node,
                seq,
                turn,
                digest(turn),
                T0,
                List.of(message("user", "hi"), message("assistant", answer)),
                null,
                null);
    }

    public static JournalRecord.TurnFailed fail(long epoch, String node, String turn) {
        return new JournalRecord.TurnFailed(SESSION, epoch, node, turn, "boom");
    }

    public static JournalRecord.TaskIntended intend(
            long epoch, String node, String turn, String task, boolean idempotent) {
        return new JournalRecord.TaskIntended(
                SESSION,
                epoch,
                node,
                turn,
                task,
                idempotent ? "clock" : "mail",
                idempotent,
                JsonNodeFactory.instance.objectNode());
    }

    public static JournalRecord.TaskFinished finish(
            long epoch, String node, String turn, String task) {
        return new JournalRecord.TaskFinished(
                SESSION, epoch, node, turn, task, message("tool", "result of " + task));
    }

    /** The same of a start with a number. */
    public static JournalRecord numbered(JournalRecord.OfTurn record, long attempt) {
        return switch (record) {
            case JournalRecord.TurnStarted r ->
                    new JournalRecord.TurnStarted(
                            r.sessionId(),
                            r.epoch(),
                            r.node(),
                            r.turnId(),
                            r.requestDigest(),
                            r.streaming(),
                            r.startedAt(),
                            attempt);
            case JournalRecord.TaskIntended r ->
                    new JournalRecord.TaskIntended(
                            r.sessionId(),
                            r.epoch(),
                            r.node(),
                            r.turnId(),
                            r.taskId(),
                            r.tool(),
                            r.idempotent(),
                            r.input(),
                            attempt);
            case JournalRecord.TaskFinished r ->
                    new JournalRecord.TaskFinished(
                            r.sessionId(),
                            r.epoch(),
                            r.node(),
                            r.turnId(),
                            r.taskId(),
                            r.result(),
                            attempt);
            case JournalRecord.TurnCommitted r ->
                    new JournalRecord.TurnCommitted(
                            r.sessionId(),
                            r.epoch(),
                            r.node(),
                            r.seq(),
                            r.turnId(),
                            r.requestDigest(),
                            r.startedAt(),
                            r.messages(),
                            r.agentState(),
                            r.answerDigest(),
                            attempt);
            case JournalRecord.TurnFailed r ->
                    new JournalRecord.TurnFailed(
                            r.sessionId(), r.epoch(), r.node(), r.turnId(), r.reason(), attempt);
        };
    }

    public static JournalRecord.SessionFrozen freeze(long epoch, String migration) {
        return new JournalRecord.SessionFrozen(SESSION, epoch, migration, "drain");
    }

    public static JournalRecord.SessionThawed thaw(long epoch, String migration) {
        return new JournalRecord.SessionThawed(SESSION, epoch, migration);
    }

    public static JournalRecord.SessionClosed close(long epoch) {
        return new JournalRecord.SessionClosed(SESSION, epoch, "the user left");
    }

    public static JournalRecord.SessionExpired expire(long epoch, long seenOffset) {
        return new JournalRecord.SessionExpired(SESSION, epoch, seenOffset);
    }

    public static JournalRecord.SessionDeleted delete(long epoch) {
        return new JournalRecord.SessionDeleted(SESSION, epoch, "operator-1");
    }

    public static JournalRecord.AgentStateSet setState(
            long epoch, String node, long expectedVersion, String state) {
        return new JournalRecord.AgentStateSet(
                SESSION, epoch, node, expectedVersion, message("state", state));
    }

    public static JournalRecord.TaskEnqueued enqueue(
            long epoch, String node, String task, boolean idempotent) {
        return enqueue(epoch, node, task, idempotent, 3);
    }

    public static JournalRecord.TaskEnqueued enqueue(
            long epoch, String node, String task, boolean idempotent, int maxAttempts) {
        return new JournalRecord.TaskEnqueued(
                SESSION,
                epoch,
                node,
                task,
                idempotent ? "clock" : "mail",
                idempotent,
                message("input", task),
                T0,
                maxAttempts);
    }

    public static JournalRecord.TaskLeased lease(
            long epoch, String node, String task, int attempt) {
        return lease(epoch, node, task, attempt, T0.plusSeconds(30));
    }

    public static JournalRecord.TaskLeased lease(
            long epoch, String node, String task, int attempt, Instant until) {
        return new JournalRecord.TaskLeased(SESSION, epoch, node, task, attempt, until);
    }

    public static JournalRecord.TaskSettled settle(
            long epoch, String node, String task, int attempt, String outcome) {
        return new JournalRecord.TaskSettled(
                SESSION,
                epoch,
                node,
                task,
                attempt,
                outcome,
                message("result", task),
                outcome.equals(JournalRecord.TaskSettled.FAILED) ? T0.plusSeconds(60) : null);
    }

    public static String digest(String turn) {
        return "digest-of-" + turn;
    }

    public static JsonNode message(String role, String content) {
        return JsonNodeFactory.instance.objectNode().put("role", role).put("content", content);
    }
}
