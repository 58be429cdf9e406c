package io.pagurus.session.journal;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Immutable. How the journal is written and read; checked at start. */
@ConfigMapping(prefix = "pagurus.journal")
public interface JournalSettings {

    /**
     * How long a caller waits for its verdict, and the producer for the brokers. Longer rides out
     * more broker trouble and keeps more callers waiting; below 1.6 s a single lost request to a
     * broker is no longer tried again.
     */
    @WithDefault("3S")
    Duration deadline();

    /**
     * Callers that may wait for a verdict at once; the next one is told to come back. More absorbs
     * larger bursts and costs memory for each waiting body.
     */
    @WithDefault("4096")
    int maxPending();

    /** The largest entry, in bytes of JSON; must stay below the brokers' own limit (1 MiB). */
    @WithDefault("1000000")
    int maxEntryBytes();

    /** Consumers for reading parts of the journal again; each holds a connection and a buffer. */
    @WithDefault("3")
    int scanners();

    /**
     * How long reading a part of the journal again may take while somebody waits for it, and how
     * long it may stand still when nobody does. Longer serves longer histories while Redis is away,
     * and holds a scanner for as long.
     */
    @WithDefault("5S")
    Duration scanDeadline();

    /**
     * The entries, by their size in the journal, that one pass may hold of sessions that are not
     * yet whole. More needs fewer passes over a partition, and some three times as much memory.
     */
    @WithDefault("64M")
    MemorySize maxReplayBytes();

    /**
     * How often what changed is written to the snapshot. More often leaves less of the journal to
     * be folded by the next owner of a partition, and writes busy sessions more often.
     */
    @WithDefault("1S")
    Duration snapshotEvery();

    /**
     * What is remembered of the turns that were committed last, in bytes of the journal. More finds
     * more of them here when they are sealed; the others are read from the journal again.
     */
    @WithDefault("32M")
    MemorySize recentTurns();

    /** Snapshots of partitions that are loaded at once; each costs a thread and a connection. */
    @WithDefault("2")
    int loaders();

    /**
     * Partitions that change hands at once when an instance has joined. More balances sooner; each
     * is served by nobody until all of them are loaded. Those that nobody has, as after a crash,
     * are taken over all at once. At least 1.
     */
    @WithDefault("1")
    int movedAtOnce();

    /**
     * How long an instance may prepare before it joins the others. Shorter has an instance that is
     * back after a crash serve sooner, and commits wait longer for the first partition that one
     * which joins is given.
     */
    @WithDefault("10S")
    Duration prepareFor();

    /** How long loading the snapshot of one partition may take before it is begun again. */
    @WithDefault("60S")
    Duration loadDeadline();

    /**
     * How long a partition's last snapshot may hold up its hand-over. Without it the next owner
     * folds from the snapshot before.
     */
    @WithDefault("1S")
    Duration handOver();

    /**
     * After how long without a sign of life an instance counts as dead and its partitions go to
     * others. Shorter takes over sooner, and takes a long pause for a death; the brokers bound it
     * from below (group.min.session.timeout.ms, 6 s).
     */
    @WithDefault("6S")
    Duration sessionTimeout();

    /** How often an instance shows that it lives, and hears of a new sharing-out. */
    @WithDefault("500MS")
    Duration heartbeat();

    /**
     * How long the reader rests after an error of the broker before it tries again, and a snapshot
     * that could not be loaded. Longer asks less of brokers in trouble, and is back later.
     */
    @WithDefault("500MS")
    Duration pauseAfterFailure();
}
