package io.pagurus.health.watch;

import io.pagurus.events.TopologyState.NodeState;

/** Immutable. What a gateway is told, and the node as the registry then has it. */
public record SuspicionAnswer(Word word, NodeState node) {

    /** The answer in one word. */
    public enum Word {
        /** Out of rotation. */
        EJECTED,
        /** In rotation, and a probe has just said that it is ready. */
        HEALTHY,
        /** Neither is certain: wait, and ask again. */
        UNCONFIRMED
    }
}
