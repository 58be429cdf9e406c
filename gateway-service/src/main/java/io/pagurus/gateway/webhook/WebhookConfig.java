package io.pagurus.gateway.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Immutable. How the edge remembers webhooks. */
@ConfigMapping(prefix = "pagurus.gateway.webhook")
public interface WebhookConfig {

    /**
     * How long Redis may take for one answer before it counts as away. Longer forgives a distant
     * one, and makes each webhook wait so long when it is gone.
     */
    @WithDefault("500ms")
    Duration redisTimeout();

    /** How often a duplicate looks whether the first run is over. More often costs Redis more. */
    @WithDefault("100ms")
    Duration lookEvery();
}
