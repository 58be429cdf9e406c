package io.pagurus.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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

    /** JSON's null is read as a value of its own; here it is as good as none. */
    private static void requireValue(JsonNode value, String field) {
        if (Objects.requireNonNull(value, field).isNull()) {
            throw new IllegalArgumentException(field + " is null");
        }
    }

    /**
     * Somebody asks that {@code owner} owns the session from {@code epoch} on. Accepted if and only
     * if the epoch is the current one plus 1; the first grant (epoch 1) opens the session.
     *
     * @param reason why: {@code opened}, {@code node-ejected}, {@code node-failed}, {@code drain} …
     * @param migrationId the move that this is a step of; null for a move that a gateway made
     * @param principal who opened the session; null when nobody had to say who they are
     * @param requestedAt when the taker decided, by its clock; information only
     */
    record OwnershipGranted(
            String sessionId,
            long epoch,
            Owner owner,
            String reason,
            @Nullable String migrationId,
            @Nullable String principal,
            Instant requestedAt)
            implements JournalRecord {
        public OwnershipGranted {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(requestedAt, "requestedAt");
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
            Instant startedAt)
            implements JournalRecord {
        public TurnStarted {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(turnId, "turnId");
            Objects.requireNonNull(requestDigest, "requestDigest");
            Objects.requireNonNull(startedAt, "startedAt");
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
            JsonNode input)
            implements JournalRecord {
        public TaskIntended {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(turnId, "turnId");
            Objects.requireNonNull(taskId, "taskId");
            Objects.requireNonNull(tool, "tool");
            requireValue(input, "input");
        }
    }

    /** The tool answered. A task has at most one accepted result. */
    record TaskFinished(
            String sessionId,
            long epoch,
            String node,
            String turnId,
            String taskId,
            JsonNode result)
            implements JournalRecord {
        public TaskFinished {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(turnId, "turnId");
            Objects.requireNonNull(taskId, "taskId");
            requireValue(result, "result");
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
            @Nullable JsonNode agentState)
            implements JournalRecord {
        public TurnCommitted {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(turnId, "turnId");
            Objects.requireNonNull(requestDigest, "requestDigest");
            Objects.requireNonNull(startedAt, "startedAt");
            messages = List.copyOf(messages);
            messages.forEach(message -> requireValue(message, "messages"));
            agentState = agentState == null || agentState.isNull() ? null : agentState;
        }
    }

    /**
     * The turn ended without an answer, and adds nothing to the history. It may be started again.
     */
    record TurnFailed(String sessionId, long epoch, String node, String turnId, String reason)
            implements JournalRecord {
        public TurnFailed {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(turnId, "turnId");
            Objects.requireNonNull(reason, "reason");
        }
    }
}
