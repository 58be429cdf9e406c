package io.pagurus.gateway.failure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Immutable. When a node is suspected. */
@ConfigMapping(prefix = "pagurus.gateway")
public interface FailureConfig {

    /**
     * How long a node may be silent before health-service is asked to look at it. Shorter finds a
     * hung node sooner, and has a node whose model thinks probed more often; no request is given up
     * for it.
     */
    @WithDefault("3s")
    Duration stallSuspicion();

    /**
     * How long a node may be silent before its try is given up, whatever health-service says of it:
     * the bound of a wait that nothing else ends. Longer than the longest turn that says nothing.
     */
    @WithDefault("5m")
    Duration silenceLimit();

    /**
     * How long what runs at an ejected node may go on there, where it cannot be moved: WebSockets,
     * answers that have begun, requests that must not be repeated. If the node comes back meanwhile
     * they stay. Longer spares more of them when a node was ejected by mistake, and has clients of
     * a hung one wait; of a node that is dead the connections break by themselves. Turns leave at
     * once.
     */
    @WithDefault("10s")
    Duration ejectedGrace();

    /** For one question to session-service or health-service; the latter takes up to 2 s. */
    @WithDefault("3s")
    Duration serviceTimeout();
}
