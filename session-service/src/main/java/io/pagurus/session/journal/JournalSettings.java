package io.pagurus.session.journal;

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
     * How long reading a part of the journal again may take. Longer serves longer histories while
     * Redis is away, and holds a scanner for as long.
     */
    @WithDefault("5S")
    Duration scanDeadline();

    /** How often the position of the projection is committed; more often re-projects less. */
    @WithDefault("1S")
    Duration settleEvery();

    /** How long the reader rests after an error of the broker before it tries again. */
    @WithDefault("500MS")
    Duration pauseAfterFailure();
}
