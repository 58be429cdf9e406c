package io.pagurus.gateway.trail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Immutable. What is remembered of a request while it runs. */
@ConfigMapping(prefix = "pagurus.gateway.trail")
public interface TrailConfig {

    /**
     * Peers whose {@code X-Request-ID} and {@code traceparent} are taken over. Nobody else's are:
     * they could write into others' logs and traces, and have all of theirs traced.
     */
    Optional<List<String>> trustedClients();

    /**
     * Steps that are remembered of one request. More show a request that waits long or is tried
     * often to its end; the rest are counted.
     */
    @WithDefault("32")
    int maxSteps();
}
