package io.pagurus.session.wiring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/** Immutable. Which process this is, and where its topics are; checked at start. */
@ConfigMapping(prefix = "pagurus")
public interface InstanceSettings {

    /** The id of this process; the source of its events. */
    @WithDefault("session-service-1")
    String instance();

    /** The region that it runs in; information only. */
    @WithDefault("local")
    String region();

    /**
     * What a commit survives, as its answer says: {@code region} or {@code geo}. Setting it makes
     * nothing more durable: where it is not true of the brokers, the instance is not ready.
     */
    @WithDefault("region")
    String durability();

    /**
     * How often the brokers are asked whether it is true. Less often notices a moved copy later.
     */
    @WithDefault("30S")
    Duration durabilityCheck();

    /** What every topic's name begins with; two suites on one Kafka need two. */
    @WithName("kafka.topic-prefix")
    @WithDefault("claw.")
    String topicPrefix();

    /** The bounds of the fold. Every reader of one journal needs the same. */
    Fold fold();

    /** Immutable. The bounds of a session's header. */
    interface Fold {

        /**
         * Committed turn ids that a session remembers, at 12 bytes each. More recognises older
         * repetitions.
         */
        @WithDefault("16")
        int rememberedTurns();

        /** Tool steps that one turn may record. */
        @WithDefault("256")
        int stepsPerTurn();

        /** Turns that are kept for the sake of steps that must not be repeated. */
        @WithDefault("8")
        int unsettledTurns();

        /** Turns beyond those that are remembered, at 8 bytes each, not to be started again. */
        @WithDefault("32")
        int abandonedTurns();

        /** Queued tasks of a session that have not come to their end. */
        @WithDefault("64")
        int openTasks();

        /** Queued tasks whose end is remembered, at 12 bytes each. */
        @WithDefault("16")
        int settledTasks();
    }
}
