package io.pagurus.store;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is done to a rig. A fault lasts for a time drawn from between two bounds. */
public enum FaultKind {
    /** SIGKILL, and a start on the same id: before its partitions went to others, or after. */
    KILL_INSTANCE(Lane.INSTANCES, 5, 0, 8_000),
    /** SIGSTOP and SIGCONT: shorter than it takes to count as dead, or longer. */
    PAUSE_INSTANCE(Lane.INSTANCES, 6, 300, 9_000),
    /** SIGTERM, and a start. */
    RESTART_INSTANCE(Lane.INSTANCES, 2, 0, 500),
    /** One more. */
    ADD_INSTANCE(Lane.INSTANCES, 2, 0, 500),
    /** SIGTERM, for good. */
    REMOVE_INSTANCE(Lane.INSTANCES, 2, 0, 500),

    /** SIGKILL and a start on its data. */
    KILL_BROKER(Lane.BROKERS, 4, 0, 3_000),
    /** SIGSTOP and SIGCONT. */
    PAUSE_BROKER(Lane.BROKERS, 4, 300, 5_000),
    /** The other brokers do not reach it, nor it them; clients do. */
    PART_BROKER(Lane.BROKERS, 3, 300, 5_000),
    /** Nobody reaches it. */
    ISOLATE_BROKER(Lane.BROKERS, 2, 300, 5_000),
    /** All three, one after another: SIGKILL and a start. */
    ROLL_BROKERS(Lane.BROKERS, 1, 0, 200),
    /** Between all brokers each way takes longer. */
    SLOW_BROKERS(Lane.BROKERS, 2, 1_000, 4_000),

    /** FLUSHALL. */
    FLUSH_REDIS(Lane.REDIS, 5, 0, 100),
    /** SIGKILL and a start at once: the last second is lost. */
    RESTART_REDIS(Lane.REDIS, 3, 0, 100),
    /** SIGKILL of the primary; a replica takes its place. */
    FAIL_OVER_REDIS(Lane.REDIS, 2, 0, 100),
    /** The same, and the replica had not heard of the last writes. */
    LOSE_REDIS_TAIL(Lane.REDIS, 3, 200, 1_500),
    /** SIGSTOP and SIGCONT of the primary, which may be replaced meanwhile. */
    PAUSE_REDIS(Lane.REDIS, 2, 100, 2_000),

    /** Nothing passes between an instance and a broker; connections stay. */
    HOLD_LINK(Lane.LINKS, 4, 100, 4_000),
    /** Connections between an instance and a broker are reset, and new ones too. */
    CUT_LINK(Lane.LINKS, 4, 100, 3_000),
    /** Between an instance and all brokers nothing passes. */
    CUT_OFF_INSTANCE(Lane.LINKS, 3, 300, 8_000),
    /** Between an instance and all brokers each way takes longer. */
    SLOW_LINKS(Lane.LINKS, 3, 500, 3_000);

    /** Faults of one lane follow each other; those of different ones happen at once. */
    public enum Lane {
        INSTANCES(14),
        /** Never more than one broker is away. */
        BROKERS(18),
        REDIS(30),
        LINKS(38);

        /** How many of a hundred faults are of this lane: so many that all take about as long. */
        final int share;

        Lane(int share) {
            this.share = share;
        }

        List<FaultKind> kinds() {
            return Arrays.stream(FaultKind.values()).filter(kind -> kind.lane == this).toList();
        }
    }

    final Lane lane;

    /** How often it is drawn among those of its lane. */
    final int weight;

    final Duration shortest;
    final Duration longest;

    FaultKind(Lane lane, int weight, int shortestMillis, int longestMillis) {
        this.lane = lane;
        this.weight = weight;
        this.shortest = Duration.ofMillis(shortestMillis);
        this.longest = Duration.ofMillis(longestMillis);
    }

    /** As people read it: {@code kill instance}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
