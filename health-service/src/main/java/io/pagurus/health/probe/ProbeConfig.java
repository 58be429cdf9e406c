package io.pagurus.health.probe;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Immutable. How nodes are probed. */
public interface ProbeConfig {

    /**
     * The pause between two plain probes of a node. Lower finds a silent failure sooner, and costs
     * each node a request that much more often.
     */
    @WithDefault("15s")
    Duration interval();

    /**
     * How long a plain probe may take. Lower finds a hanging node sooner, and a slow one as well.
     */
    @WithDefault("2s")
    Duration timeout();

    /**
     * How many probes in a row must fail before a node is ejected. Lower ejects sooner; 1 ejects
     * for a single lost packet.
     */
    @WithDefault("3")
    int failures();

    /** How many plain probes may run at once, over all nodes. Higher takes more sockets. */
    @WithDefault("64")
    int maxConcurrent();

    /** How much of an answer is read; a longer one is a failed probe. */
    @WithDefault("64K")
    MemorySize maxBody();
}
