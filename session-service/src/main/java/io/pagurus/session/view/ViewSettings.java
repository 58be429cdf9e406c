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
    @WithDefault("25")
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

    /**
     * How often it is looked whether Redis is still the one that it was, with what was written
     * last. More often notices a failover or a FLUSHALL sooner.
     */
    @WithDefault("1S")
    Duration probeEvery();

    /**
     * Sessions compared with their view in a second, always: for what no probe sees. More finds a
     * single wrong view sooner, and costs Redis some 5 µs each.
     */
    @WithDefault("2000")
    int sweepPerSecond();

    /**
     * The same after Redis was noticed to have changed; more is sooner right, and disturbs more.
     */
    @WithDefault("50000")
    int fullSweepPerSecond();

    /** Sessions compared in one pipeline. */
    @WithDefault("256")
    int sweepBatch();

    /** Partitions whose views are rebuilt at once; each takes a core and a scanner. */
    @WithDefault("2")
    int rebuildThreads();

    /** Sessions rebuilt in one pass over their partitions. More passes less often. */
    @WithDefault("200000")
    int rebuildBatch();

    /** Views rebuilt in one pipeline; more is faster, and Redis is busy with it for longer. */
    @WithDefault("128")
    int rebuildPipeline();

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
