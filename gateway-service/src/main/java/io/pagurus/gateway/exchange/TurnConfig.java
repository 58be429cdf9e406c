package io.pagurus.gateway.exchange;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Set;

/** Immutable. How long and how often the edge tries for a turn. */
@ConfigMapping(prefix = "pagurus.gateway.turn")
public interface TurnConfig {

    /** A POST on one of these paths is a turn; any other request is only relayed. */
    @WithDefault("/v1/chat/completions,/v1/responses")
    Set<String> paths();

    /**
     * How long a turn waits without a node that works on it. Longer rides out more; shorter tells
     * the client sooner. A turn that runs is not bounded by it.
     */
    @WithDefault("30s")
    Duration deadline();

    /** How many turns may wait at once; each holds its body and its connection. */
    @WithDefault("10000")
    int maxParked();

    /**
     * How many requests of one session may wait at once. More lets a busy session ride out a longer
     * move; fewer leave more room for others while one asks again and again.
     */
    @WithDefault("64")
    int maxParkedOfSession();

    /** How often a turn is sent at most, over all nodes: the end of a loop that nobody foresaw. */
    @WithDefault("64")
    int maxAttempts();

    /** How often it follows another's word on the owner without a pause. */
    @WithDefault("8")
    int maxHops();

    /**
     * How many nodes may die under one turn before it is given up: a turn that kills its node must
     * not go through the whole fleet.
     */
    @WithDefault("3")
    int maxTakeovers();

    /** How often any other request is sent to another node after a failure. */
    @WithDefault("3")
    int maxOtherRetries();

    /** The pause before the first retry; doubled for each one after it. */
    @WithDefault("20ms")
    Duration retryPause();

    /** The longest pause between retries. */
    @WithDefault("1s")
    Duration maxRetryPause();

    /** After how long a request that no node can take is decided on again. */
    @WithDefault("100ms")
    Duration holdPause();
}
