package io.pagurus.gateway.upstream;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Immutable. How the edge connects to nodes. */
@ConfigMapping(prefix = "pagurus.gateway.upstream")
public interface UpstreamConfig {

    /**
     * Idle connections kept for each node and event loop. More save connects after a lull, and hold
     * a socket each at both ends.
     */
    @WithDefault("32")
    int idleConnections();

    /**
     * Connections to each node that is spoken to in HTTP/2, for each event loop. One carries many
     * requests; more keep a lost packet from holding all of them up.
     */
    @WithDefault("2")
    int http2Connections();

    /** After this an idle connection is closed; keep it below what the nodes do themselves. */
    @WithDefault("30s")
    Duration idleTimeout();

    /** Longer forgives a slow network; shorter notices an unreachable node sooner. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** The most that an answer's head may hold. */
    @WithDefault("64K")
    MemorySize maxHeaderSize();

    /** Who signs the certificates of nodes that are reached by TLS, PEM; else the JDK's list. */
    Optional<Path> ca();
}
