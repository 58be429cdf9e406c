package io.pagurus.events;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What the journal's fold made of an entry, on {@code claw.session.events}. A
 * projection: its event id is the entry's {@code topic-partition-offset}.
 */
public sealed interface SessionEvent extends Event {

    String sessionId();

    @Override
    default String key() {
        return sessionId();
    }

    /** A session has its first owner. */
    record SessionOpened(
            String sessionId,
            long epoch,
            Owner owner,
            @Nullable String principal,
            Instant requestedAt)
            implements SessionEvent {
        public SessionOpened {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(owner, "owner");
            Objects.requireNonNull(requestedAt, "requestedAt");
        }
    }

    /**
     * A session has a new owner. Whoever still sends the old one a request is refused by it.
     *
     * @param runningTurnId the turn that the old owner had not finished; null when it was idle
     */
    record SessionMoved(
            String sessionId,
            long epoch,
            Owner from,
            Owner to,
            String reason,
            @Nullable String migrationId,
            @Nullable String runningTurnId,
            Instant requestedAt)
            implements SessionEvent {
        public SessionMoved {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(requestedAt, "requestedAt");
        }
    }

    /**
     * A turn is in the history for good.
     *
     * @param region of the node that ran it; null when it is not known
     */
    record TurnAccepted(
            String sessionId,
            long epoch,
            String node,
            long seq,
            String turnId,
            int messages,
            @Nullable String region)
            implements SessionEvent {
        public TurnAccepted {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(turnId, "turnId");
        }
    }

    /**
     * A node that is not (or no longer) the owner tried to write, and the fold ignored it.
     *
     * @param epoch the epoch that the writer claimed
     * @param refused what it tried: the simple name of the journal record
     * @param reason the fold's reason, such as {@code stale-epoch}
     */
    record WriteRefused(
            String sessionId,
            long epoch,
            String node,
            @Nullable String turnId,
            String refused,
            String reason,
            long currentEpoch,
            @Nullable Owner currentOwner)
            implements SessionEvent {
        public WriteRefused {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(refused, "refused");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The session's part of the journal cannot be read; it takes no writes until an operator acts.
     */
    record SessionQuarantined(String sessionId, String reason) implements SessionEvent {
        public SessionQuarantined {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** The session was closed: its history stays readable, and nobody extends it any more. */
    record SessionEnded(String sessionId, long epoch, String reason) implements SessionEvent {
        public SessionEnded {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** The session was not used for long: its content is gone. A grant opens it anew. */
    record SessionLapsed(String sessionId, long epoch) implements SessionEvent {
        public SessionLapsed {
            Objects.requireNonNull(sessionId, "sessionId");
        }
    }

    /** The session was deleted: its content is gone, on somebody's word. */
    record SessionErased(String sessionId, long epoch, String requestedBy) implements SessionEvent {
        public SessionErased {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(requestedBy, "requestedBy");
        }
    }

    /**
     * A queued task is given up: its attempts are used up, or its owner said so.
     *
     * @param attempts how often it was tried
     */
    record TaskDeadLettered(
            String sessionId, long epoch, String node, String taskId, String tool, int attempts)
            implements SessionEvent {
        public TaskDeadLettered {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(taskId, "taskId");
            Objects.requireNonNull(tool, "tool");
        }
    }
}
