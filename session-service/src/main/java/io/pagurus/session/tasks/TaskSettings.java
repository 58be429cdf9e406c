package io.pagurus.session.tasks;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Immutable. How pending tasks are leased, tried again and given up; checked at start. */
@ConfigMapping(prefix = "pagurus.tasks")
public interface TaskSettings {

    /**
     * How long a task may be due before it is given up as dead. Counted from when it was (last)
     * due, so that one for tomorrow does not die today. Longer rides out longer outages, and runs
     * older tasks.
     */
    @WithDefault("3600S")
    Duration ttl();

    /** How long a lease is when its taker does not say; then somebody looks after the task. */
    @WithDefault("60S")
    Duration lease();

    /** The longest lease. Longer needs fewer heartbeats, and notices a dead owner's task later. */
    @WithDefault("1H")
    Duration maxLease();

    /** Tasks of one lease when its taker does not say. Each costs a verdict, and its input. */
    @WithDefault("8")
    int batch();

    /** Tasks of one lease at most: as many inputs are held and told at once. */
    @WithDefault("16")
    int maxBatch();

    /** Attempts at a task when nobody says. */
    @WithDefault("5")
    int attempts();

    /** The most attempts that a task may have. */
    @WithDefault("100")
    int maxAttempts();

    /** When a task that failed is due again. */
    Retry retry();

    /** How often tasks that are over are looked for. An owner that leases ends its own at once. */
    @WithDefault("30S")
    Duration sweepEvery();

    /** Tasks ended in one pass at most; the rest follows in the next one. */
    @WithDefault("1000")
    int sweepMost();

    /** Immutable. The pause after an attempt that failed. */
    interface Retry {

        /** After the first one. Longer spares what the tool calls, and delays the task. */
        @WithDefault("1S")
        Duration base();

        /** By how much each pause is longer than the one before; at least 1. */
        @WithDefault("2")
        double factor();

        /** The longest pause. */
        @WithDefault("5M")
        Duration cap();
    }
}
