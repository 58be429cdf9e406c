package io.pagurus.health.watch;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Immutable. How a gateway's suspicion is confirmed or denied. */
public interface ConfirmConfig {

    /** The pause between the probes of a burst. Higher forgives a short stall, and ejects later. */
    @WithDefault("100ms")
    Duration pause();

    /**
     * How long each probe of a burst may take. Lower confirms a hanging node sooner; too low ejects
     * a node that is only busy.
     */
    @WithDefault("300ms")
    Duration timeout();

    /** When the gateway is told {@code unconfirmed}, whatever is still going on. */
    @WithDefault("2s")
    Duration deadline();

    /**
     * How soon a decision that could not be journalled is looked at again, with a fresh probe.
     * Lower decides sooner once Kafka is back.
     */
    @WithDefault("500ms")
    Duration retryPause();

    /** How often a decision is tried again because the node's version had changed meanwhile. */
    @WithDefault("5")
    int attempts();

    /** How many observations may wait to be written; more are dropped and counted. */
    @WithDefault("1024")
    int maxObservations();
}
