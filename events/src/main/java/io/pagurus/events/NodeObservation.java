package io.pagurus.events;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Immutable. What one observer saw of one node, on {@code claw.node.observations}. */
public sealed interface NodeObservation extends Event {

    String nodeId();

    /** The instance that saw it. */
    String observer();

    @Override
    default String key() {
        return nodeId();
    }

    /**
     * A probe ended.
     *
     * @param latencyMillis from request to answer, or to giving up
     * @param failure what went wrong, in words; null when the node said that it is ready
     */
    record NodeProbed(
            String nodeId,
            String observer,
            long incarnation,
            long latencyMillis,
            @Nullable String failure)
            implements NodeObservation {
        public NodeProbed {
            Objects.requireNonNull(nodeId, "nodeId");
            Objects.requireNonNull(observer, "observer");
        }
    }

    /**
     * A gateway's request failed at the node, and not because its client went away.
     *
     * @param phase how far it came: {@code connect}, {@code send}, {@code head} or {@code body}
     */
    record RequestFailed(
            String nodeId, String observer, long incarnation, String phase, String failure)
            implements NodeObservation {
        public RequestFailed {
            Objects.requireNonNull(nodeId, "nodeId");
            Objects.requireNonNull(observer, "observer");
            Objects.requireNonNull(phase, "phase");
            Objects.requireNonNull(failure, "failure");
        }
    }
}
