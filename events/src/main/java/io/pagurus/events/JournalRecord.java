package io.pagurus.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. One entry of {@code claw.session.journal}: what somebody asked to be made so. Whether
 * it is so, the fold of session-service says, from the entries before it and nothing else.
 */
public sealed interface JournalRecord extends Event {

    /** The session that the entry is about; also its Kafka key. */
    String sessionId();

    /**
     * The owner's epoch under which the entry was written; for a grant, the epoch that it begins.
     */
    long epoch();

    @Override
    default String key() {
        return sessionId();
    }

    /**
     * What the owner writes of a turn. A node numbers its starts under one epoch, so that nothing
     * of an earlier one that comes late passes for a part of the present one.
     */
    sealed interface OfTurn extends JournalRecord {

        String turnId();

        /**
         * The number of the start that this belongs to, from 1, rising under one epoch; null in
         * what is written by somebody who does not number them.
         */
        @Nullable Long attempt();
    }

    private static void requireAttempt(@Nullable Long attempt) {
        if (attempt != null && attempt < 1) {
            throw new IllegalArgumentException("attempts begin with 1");
        }
    }

    /** JSON's null is read as a value of its own; here it is as good as none. */
    private static void requireValue(JsonNode value, String field) {
        if (Objects.requireNonNull(value, field).isNull()) {
            throw new IllegalArgumentException(field + " is null");
        }
    }

    /**
     * Somebody asks that {@code owner} owns the session from {@code epoch} on. Accepted if and only
     * if the epoch is the expected one plus 1 and the expected one is current; a first grant
     * expects none, and begins above every epoch that a forgotten session of its partition had.
     *
     * @param reason why: {@code opened}, {@code node-ejected}, {@code node-failed}, {@code drain} …
     * @param migrationId the move that this is a step of; null for a move that a gateway made
     * @param principal who opened the session; null when nobody had to say who they are
     * @param requestedAt when the taker decided, by its clock; information only
     * @param expectedEpoch that the asker takes for the current one, 0 for a session that nobody
     *     opened; null in entries from before it was told: the epoch minus 1
     */
    record OwnershipGranted(
            String sessionId,
            long epoch,
            Owner owner,
            String reason,
            @Nullable String migrationId,
            @Nullable String principal,
            Instant requestedAt,
            @Nullable Long expectedEpoch)
            implements JournalRecord {
        public OwnershipGranted {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(requestedAt, "requestedAt");
        }

        /** Of the epoch after the one that is expected. */
        public OwnershipGranted(
                String sessionId,
                long epoch,
                Owner owner,
                String reason,
                @Nullable String migrationId,
                @Nullable String principal,
                Instant requestedAt) {
            this(sessionId, epoch, owner, reason, migrationId, principal, requestedAt, null);
        }

        /** The epoch that has to be current; 0 for a session that nobody opened. */
        public long expected() {
            return expectedEpoch == null ? epoch - 1 : expectedEpoch;
        }
    }

    /** The owner begins to run a turn; a later start of the same turn is a restart of it. */
    record TurnStarted(
            String sessionId,
            long epoch,
            String node,
            String turnId,
            String requestDigest,
            boolean streaming,
            Instant startedAt,
            @Nullable Long attempt)
            implements OfTurn {
        public TurnStarted {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(turnId, "turnId");
            Objects.requireNonNull(requestDigest, "requestDigest");
            Objects.requireNonNull(startedAt, "startedAt");
            requireAttempt(attempt);
        }

        /** Of a start that has no number. */
        public TurnStarted(
                String sessionId,
                long epoch,
                String node,
                String turnId,
                String requestDigest,
                boolean streaming,
                Instant startedAt) {
            this(sessionId, epoch, node, turnId, requestDigest, streaming, startedAt, null);
        }
    }

    /**
     * The owner is about to call a tool. Without a {@link TaskFinished} its effect is uncertain.
     */
    record TaskIntended(
            String sessionId,
            long epoch,
            String node,
            String turnId,
            String taskId,
            String tool,
            boolean idempotent,
            JsonNode input,
            @Nullable Long attempt)
            implements OfTurn {
        public TaskIntended {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(turnId, "turnId");
            Objects.requireNonNull(taskId, "taskId");
            Objects.requireNonNull(tool, "tool");
            requireValue(input, "input");
            requireAttempt(attempt);
        }

        /** Of a start that has no number. */
        public TaskIntended(
                String sessionId,
                long epoch,
                String node,
                String turnId,
                String taskId,
                String tool,
                boolean idempotent,
                JsonNode input) {
            this(sessionId, epoch, node, turnId, taskId, tool, idempotent, input, null);
        }
    }

    /** The tool answered. A task has at most one accepted result. */
    record TaskFinished(
            String sessionId,
            long epoch,
            String node,
            String turnId,
            String taskId,
            JsonNode result,
            @Nullable Long attempt)
            implements OfTurn {
        public TaskFinished {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(turnId, "turnId");
            Objects.requireNonNull(taskId, "taskId");
            requireValue(result, "result");
            requireAttempt(attempt);
        }

        /** Of a start that has no number. */
        public TaskFinished(
                String sessionId,
                long epoch,
                String node,
                String turnId,
                String taskId,
                JsonNode result) {
            this(sessionId, epoch, node, turnId, taskId, result, null);
        }
    }

    /**
     * The turn is done: its messages follow those of turn {@code seq} − 1.
     *
     * @param seq the turn's number in the session, from 1
     * @param startedAt when the turn was first started, so that a replayed answer has the same time
     * @param messages what the turn adds to the history, the user's message first, each an object
     *     as the chat API has it
     * @param agentState the agent's own state after the turn; null leaves it as it was
     * @param answerDigest 8 bytes that stand for the messages, as 16 hex digits; null leaves it to
     *     the reader to compute them
     */
    record TurnCommitted(
            String sessionId,
            long epoch,
            String node,
            long seq,
            String turnId,
            String requestDigest,
            Instant startedAt,
            List<JsonNode> messages,
            @Nullable JsonNode agentState,
            @Nullable String answerDigest,
            @Nullable Long attempt)
            implements OfTurn {
        public TurnCommitted {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(turnId, "turnId");
            Objects.requireNonNull(requestDigest, "requestDigest");
            Objects.requireNonNull(startedAt, "startedAt");
            messages = List.copyOf(messages);
            messages.forEach(message -> requireValue(message, "messages"));
            agentState = agentState == null || agentState.isNull() ? null : agentState;
            if (answerDigest != null && !answerDigest.matches("[0-9a-f]{16}")) {
                throw new IllegalArgumentException("answerDigest is not 16 hex digits");
            }
            requireAttempt(attempt);
        }

        /** Of a start that has no number. */
        public TurnCommitted(
                String sessionId,
                long epoch,
                String node,
                long seq,
                String turnId,
                String requestDigest,
                Instant startedAt,
                List<JsonNode> messages,
                @Nullable JsonNode agentState,
                @Nullable String answerDigest) {
            this(
                    sessionId,
                    epoch,
                    node,
                    seq,
                    turnId,
                    requestDigest,
                    startedAt,
                    messages,
                    agentState,
                    answerDigest,
                    null);
        }
    }

    /**
     * The turn ended without an answer, and adds nothing to the history. It may be started again.
     */
    record TurnFailed(
            String sessionId,
            long epoch,
            String node,
            String turnId,
            String reason,
            @Nullable Long attempt)
            implements OfTurn {
        public TurnFailed {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(turnId, "turnId");
            Objects.requireNonNull(reason, "reason");
            requireAttempt(attempt);
        }

        /** Of a start that has no number. */
        public TurnFailed(String sessionId, long epoch, String node, String turnId, String reason) {
            this(sessionId, epoch, node, turnId, reason, null);
        }
    }

    /**
     * A planned move asks the session to begin nothing new: no turn, no lease of a task. What runs
     * may come to its end.
     *
     * @param migrationId the move that freezes it, and alone may thaw it
     */
    record SessionFrozen(String sessionId, long epoch, String migrationId, String reason)
            implements JournalRecord {
        public SessionFrozen {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(migrationId, "migrationId");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** The planned move was given up: the session goes on where it is. */
    record SessionThawed(String sessionId, long epoch, String migrationId)
            implements JournalRecord {
        public SessionThawed {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(migrationId, "migrationId");
        }
    }

    /** The conversation is over. Its history stays readable; it takes no grant and no write. */
    record SessionClosed(String sessionId, long epoch, String reason) implements JournalRecord {
        public SessionClosed {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Nobody has used the session for so long that its content goes. Of a session that has none any
     * more, the rest goes as well.
     *
     * @param seenOffset of the last entry that changed the session as the writer saw it: one that
     *     has changed since is not expired
     */
    record SessionExpired(String sessionId, long epoch, long seenOffset) implements JournalRecord {
        public SessionExpired {
            Objects.requireNonNull(sessionId, "sessionId");
        }
    }

    /** Somebody wants the session's content gone, whatever state it is in. */
    record SessionDeleted(String sessionId, long epoch, String requestedBy)
            implements JournalRecord {
        public SessionDeleted {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(requestedBy, "requestedBy");
        }
    }

    /**
     * The owner replaces the agent's own state between two commits.
     *
     * @param expectedVersion the version that it replaces, 0 for the first
     */
    record AgentStateSet(
            String sessionId, long epoch, String node, long expectedVersion, JsonNode agentState)
            implements JournalRecord {
        public AgentStateSet {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(node, "node");
            requireValue(agentState, "agentState");
        }
    }

    /**
     * The owner puts a task of its own life into the session's queue: it outlives the turn.
     *
     * @param notBefore when it is first due; information for whoever leases, never a rule
     * @param maxAttempts how often it may be leased before it counts as dead, from 1
     */
    record TaskEnqueued(
            String sessionId,
            long epoch,
            String node,
            String taskId,
            String tool,
            boolean idempotent,
            JsonNode input,
            Instant notBefore,
            int maxAttempts)
            implements JournalRecord {
        public TaskEnqueued {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(taskId, "taskId");
            Objects.requireNonNull(tool, "tool");
            requireValue(input, "input");
            Objects.requireNonNull(notBefore, "notBefore");
            if (maxAttempts < 1) {
                throw new IllegalArgumentException("maxAttempts begins at 1");
            }
        }
    }

    /**
     * The owner begins an attempt at a queued task, or says that it is still at it.
     *
     * @param attempt the number of the attempt, from 1: the task's fence
     * @param until when somebody should look after it; liveness only, no rule looks at a clock
     */
    record TaskLeased(
            String sessionId, long epoch, String node, String taskId, int attempt, Instant until)
            implements JournalRecord {
        public TaskLeased {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(taskId, "taskId");
            Objects.requireNonNull(until, "until");
        }
    }

    /**
     * The owner says how an attempt at a queued task ended.
     *
     * @param outcome {@code done}, {@code dead} and {@code cancelled} end the task; {@code failed}
     *     ends the attempt, and the task with it if it was the last one
     * @param result what the tool answered; null when there is none
     * @param retryAt when a task that failed is due again; null for at once
     */
    record TaskSettled(
            String sessionId,
            long epoch,
            String node,
            String taskId,
            int attempt,
            String outcome,
            @Nullable JsonNode result,
            @Nullable Instant retryAt)
            implements JournalRecord {

        public static final String DONE = "done";
        public static final String FAILED = "failed";
        public static final String DEAD = "dead";
        public static final String CANCELLED = "cancelled";

        private static final Set<String> OUTCOMES = Set.of(DONE, FAILED, DEAD, CANCELLED);

        public TaskSettled {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(taskId, "taskId");
            result = result == null || result.isNull() ? null : result;
            if (!OUTCOMES.contains(Objects.requireNonNull(outcome, "outcome"))) {
                throw new IllegalArgumentException("outcome is none of " + OUTCOMES);
            }
        }
    }
}
