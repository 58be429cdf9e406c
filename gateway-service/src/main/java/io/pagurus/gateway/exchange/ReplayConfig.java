package io.pagurus.gateway.exchange;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Immutable. What is kept so that a turn can be replayed. */
@ConfigMapping(prefix = "pagurus.gateway.replay")
public interface ReplayConfig {

    /** What to do when the replayed stream is not the one that the client has the beginning of. */
    enum OnDivergence {
        /** {@code event: turn.restarted}, then the whole new stream. */
        RESTART_EVENT,
        /** {@code event: error} with a problem, then the end. */
        ERROR_EVENT
    }

    /** A larger request is streamed and cannot be replayed; its answer says so. */
    @WithDefault("1M")
    MemorySize maxBody();

    /**
     * A larger answer that is no stream is passed on as it comes: a cut then reaches the client.
     */
    @WithDefault("1M")
    MemorySize maxAnswer();

    /** Of a longer stream not all is kept to compare a replay with: a cut then ends it. */
    @WithDefault("256K")
    MemorySize maxDelivered();

    /** A longer event is passed on in pieces. */
    @WithDefault("64K")
    MemorySize maxPartialEvent();

    /** All of the above together; beyond it, requests go on without being replayable. */
    @WithDefault("256M")
    MemorySize maxTotal();

    @WithDefault("restart-event")
    OnDivergence onDivergence();
}
