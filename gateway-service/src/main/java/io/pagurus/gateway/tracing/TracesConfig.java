package io.pagurus.gateway.tracing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Immutable. Which requests are traced, and where traces go. */
@ConfigMapping(prefix = "pagurus.gateway.traces")
public interface TracesConfig {

    /**
     * Where OTLP over HTTP is taken, such as {@code http://collector:4318/v1/traces}; none: off.
     */
    Optional<String> endpoint();

    /** Sent with each export, such as a collector's credential. */
    Map<String, String> headers();

    /**
     * The share of requests that are traced, from 0 to 1, of those that come without a trusted
     * {@code traceparent}; one that has one says itself. More cost the edge some microseconds each.
     */
    @WithDefault("0.01")
    double share();

    /** Spans that wait for their export. Higher rides out a slower collector; more are dropped. */
    @WithDefault("4096")
    int maxQueued();

    /** How long spans are collected for one export. Higher means fewer exports, seen later. */
    @WithDefault("1s")
    Duration exportEvery();

    /** How long an export may take. Higher rides out a slow collector, and fills the queue. */
    @WithDefault("5s")
    Duration exportTimeout();
}
