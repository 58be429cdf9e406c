package io.pagurus.migration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Immutable. All that can be set under {@code pagurus.migration}. */
@ConfigMapping(prefix = "pagurus.migration")
public interface MigrationConfig {

    /** The consumer group that shares ejections out between instances. */
    @WithDefault("migration-service")
    String group();

    /**
     * After how long without a sign of life another instance gets this one's share. Lower takes
     * over sooner; too low does so while an instance only pauses. A restarted instance gets its own
     * share back at once.
     */
    @WithDefault("6s")
    Duration sessionTimeout();

    /**
     * How long a migration may take; what is left then waits for its next request. Longer rides out
     * a longer absence of session-service; meanwhile other ejections of this share wait.
     */
    @WithDefault("60s")
    Duration deadline();

    /**
     * How many sessions move at once. More is faster, and more load on session-service while it
     * also serves everybody else. What is asked for at the same time goes there in one call.
     */
    @WithDefault("128")
    int concurrency();

    /**
     * How many sessions are asked for by one call; at most what session-service takes
     * (pagurus.api.max-grants), or it refuses them all.
     */
    @WithDefault("256")
    int grantsPerCall();

    /** How many sessions a migration takes on; each holds about 200 bytes. */
    @WithDefault("50000")
    int maxSessions();

    /** How many sessions session-service lists at once. More is fewer calls with larger answers. */
    @WithDefault("200")
    int pageSize();

    /**
     * How long one call at session-service may take. Shorter repeats calls whose verdict would have
     * come.
     */
    @WithDefault("3s")
    Duration callTimeout();

    /** How many migrations the API can tell of. */
    @WithDefault("1000")
    int history();
}
