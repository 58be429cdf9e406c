package io.pagurus.gateway.held;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Immutable. How much of requests is held before they go on. */
@ConfigMapping(prefix = "pagurus.gateway.held")
public interface HeldConfig {

    /**
     * The memory that the bodies of webhooks, and of requests whose model is put in, may take
     * together. Beyond it they get 503; more lets more of them wait at once.
     */
    @WithDefault("64M")
    MemorySize maxTotal();
}
