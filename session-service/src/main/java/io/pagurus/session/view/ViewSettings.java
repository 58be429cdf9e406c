package io.pagurus.session.view;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Immutable. How the view is kept; checked at start. */
@ConfigMapping(prefix = "pagurus.view")
public interface ViewSettings {

    /** How long a session's view outlives its last change. Longer needs more memory in Redis. */
    @WithDefault("7200S")
    Duration sessionTtl();

    /** How long the steps of a running turn outlive their last change. */
    @WithDefault("3600S")
    Duration taskTtl();

    /** Committed turn ids kept in the view, for people to look at; the fold has its own window. */
    @WithDefault("64")
    int recentTurns();

    /**
     * Steps that may wait for Redis. When it is full, the session is rebuilt from the journal
     * instead; more rides out longer stalls without that, and costs memory.
     */
    @WithDefault("4096")
    int queueSteps();

    /** The size in the journal of the steps that may wait. */
    @WithDefault("64M")
    MemorySize queueBytes();

    /**
     * Steps sent to Redis in one pipeline; more is more throughput and a longer wait of the last.
     */
    @WithDefault("64")
    int pipeline();

    /** How often views are compared with the fold. More often notices a lost view sooner. */
    @WithDefault("5S")
    Duration sweepEvery();

    /** Sessions compared in one pipeline, and rebuilt in one pass over a partition. */
    @WithDefault("256")
    int sweepBatch();

    /** How long Redis may take for one pipeline before it counts as away. */
    @WithDefault("1S")
    Duration timeout();

    /** How often it is looked whether Redis is back. */
    @WithDefault("500MS")
    Duration retryEvery();

    /** How long a reader waits for a view that lags before it reads the journal itself. */
    @WithDefault("250MS")
    Duration readWait();
}
