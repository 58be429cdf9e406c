package io.pagurus.session.routing;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Immutable. How instances of this service reach one another; checked at start. */
@ConfigMapping(prefix = "pagurus.routing")
public interface RoutingSettings {

    /** Where the other instances reach this one: scheme, host and port. */
    @WithDefault("http://127.0.0.1:${quarkus.http.port:7301}")
    String url();

    /**
     * How long a request may wait for the partition of its session while that moves from one
     * instance to another, its body's coming included. Longer rides out slower moves and slower
     * callers, and keeps more callers waiting.
     */
    @WithDefault("5S")
    Duration deadline();

    /**
     * The same for a call about many sessions, all of which wait for its answer. Longer leaves
     * fewer of them to be asked for again; callers must wait longer than that.
     */
    @WithDefault("2S")
    Duration partsDeadline();

    /** How often a request that waits looks again, and a wrong directory is corrected. */
    @WithDefault("50MS")
    Duration lookAgain();

    /** Requests that may wait or be forwarded at once; the next one is told to come back. */
    @WithDefault("4096")
    int maxForwarded();

    /** The largest body that is kept for a second attempt; a larger one is refused with 413. */
    @WithDefault("4M")
    MemorySize maxBody();

    /**
     * What is kept of all bodies together; a request that finds no room is told to come back. More
     * rides out longer moves of partitions under large requests, and takes as much memory, whoever
     * sends them: callers are not known yet.
     */
    @WithDefault("64M")
    MemorySize maxKept();

    /** Connections to each other instance. */
    @WithDefault("64")
    int connections();

    /**
     * Streams of changes to each other instance; each takes a connection for as long as it lasts.
     */
    @WithDefault("256")
    int streams();

    /**
     * How long another instance's stream may be silent before it counts as dead; above the time
     * between two signs of life (pagurus.changes.heartbeat).
     */
    @WithDefault("45S")
    Duration streamSilence();
}
