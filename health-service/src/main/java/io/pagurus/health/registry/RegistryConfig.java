package io.pagurus.health.registry;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Immutable. How long the registry waits and how much it holds. */
public interface RegistryConfig {

    /**
     * How long a change may wait for its verdict before the caller is told that it is unknown.
     * Lower answers sooner while Kafka is away; too low gives up on changes that then still happen.
     */
    @WithDefault("1500ms")
    Duration deadline();

    /**
     * How many changes may wait at once; more are refused as unavailable. Each holds a few hundred
     * bytes.
     */
    @WithDefault("1024")
    int maxPending();

    /**
     * How many nodes the registry takes. Each is probed, and every snapshot of the fleet holds all.
     */
    @WithDefault("2000")
    int maxNodes();

    /**
     * How many accepted changes may wait for their projection while the brokers refuse it, before
     * reading pauses. Higher rides out longer outages with verdicts still given, and takes memory.
     */
    @WithDefault("10000")
    int maxUnprojected();

    /**
     * The pause after an error of the log or the projection. Lower recovers sooner, and asks more.
     */
    @WithDefault("500ms")
    Duration retryPause();

    /**
     * How long an instance that was fenced off by another waits before it looks whether that one
     * projects. Lower takes over sooner from an instance that hangs.
     */
    @WithDefault("3s")
    Duration takeoverPause();

    /** How often an idle reader asks the broker for the log's end, so that an outage shows. */
    @WithDefault("5s")
    Duration reachableCheck();
}
