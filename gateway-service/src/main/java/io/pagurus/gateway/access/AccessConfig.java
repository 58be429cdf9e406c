package io.pagurus.gateway.access;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Immutable. What asking who calls may cost. */
@ConfigMapping(prefix = "pagurus.gateway.access")
public interface AccessConfig {

    /**
     * Verified tokens that are remembered for each issuer, at some 1 KB each. One that is forgotten
     * costs a verification, about 0.1 ms.
     */
    @WithDefault("10000")
    int maxTokens();

    /** How long an issuer may take to give its keys. Longer keeps requests waiting for it. */
    @WithDefault("3s")
    Duration keysTimeout();

    /** The most that an issuer's keys may be; there are a few, of some 500 bytes each. */
    @WithDefault("256K")
    MemorySize maxKeys();

    /**
     * How long an issuer is not asked again, after it failed or for a key that it did not have.
     * Shorter sees a new key sooner, and lets senders of invented keys ask it more often.
     */
    @WithDefault("10s")
    Duration keysPause();

    /**
     * Principals of routes whose rate is remembered, at some 150 bytes each. One that is forgotten
     * begins with a full bucket.
     */
    @WithDefault("100000")
    int maxRates();

    /**
     * How long a global limit may take to be asked for in Redis, before the local one holds alone.
     * Longer forgives a distant Redis, and delays requests by so much when it hangs.
     */
    @WithDefault("250ms")
    Duration redisTimeout();

    /** How long nobody asks it after it has given no answer. */
    @WithDefault("1s")
    Duration redisPause();
}
