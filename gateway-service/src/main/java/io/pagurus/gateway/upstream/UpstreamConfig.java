package io.pagurus.gateway.upstream;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Immutable. How the edge connects to nodes. */
@ConfigMapping(prefix = "pagurus.gateway.upstream")
public interface UpstreamConfig {

    /**
     * Idle connections kept for each node and event loop. More save connects after a lull, and hold
     * a socket each at both ends.
     */
    @WithDefault("32")
    int idleConnections();

    /** After this an idle connection is closed; keep it below what the nodes do themselves. */
    @WithDefault("30s")
    Duration idleTimeout();

    /** Longer forgives a slow network; shorter notices an unreachable node sooner. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** The most that an answer's head may hold. */
    @WithDefault("64K")
    MemorySize maxHeaderSize();
}
