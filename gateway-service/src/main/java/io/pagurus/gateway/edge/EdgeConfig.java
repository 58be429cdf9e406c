package io.pagurus.gateway.edge;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Immutable. What clients connect to, and how much of them is let in. */
@ConfigMapping(prefix = "pagurus.gateway.edge")
public interface EdgeConfig {

    @WithDefault("0.0.0.0")
    String host();

    /** 0 takes any free one. */
    @WithDefault("7080")
    int port();

    /** Event loops that serve clients; 0 is one for each processor. More than that only switch. */
    @WithDefault("0")
    int eventLoops();

    /** Requests at once, beyond which clients get 503. Higher needs memory for what they hold. */
    @WithDefault("10000")
    int maxConcurrentRequests();

    /** The most that a request's headers may hold together. */
    @WithDefault("32K")
    MemorySize maxHeaderSize();

    /** The longest request line. */
    @WithDefault("8K")
    MemorySize maxRequestLine();

    /** The longest body. Bodies are not held, so this protects the nodes rather than the edge. */
    @WithDefault("64M")
    MemorySize maxBody();

    /**
     * After SIGTERM connections are still accepted for so long, and told to go elsewhere, so that
     * balancers have noticed before anybody is refused. Longer suits slow balancers, and leaves
     * less of the drain time to what runs.
     */
    @WithDefault("1s")
    Duration leaveNotice();

    /**
     * Clients that are sent away when the edge leaves come back at a random moment within that
     * time. Longer spreads their return; shorter ends their wait.
     */
    @WithDefault("5s")
    Duration reconnectSpread();

    /**
     * A connection on which nothing moves for so long is closed. Must be longer than the longest
     * pause of a model that thinks.
     */
    @WithDefault("10m")
    Duration idleTimeout();
}
