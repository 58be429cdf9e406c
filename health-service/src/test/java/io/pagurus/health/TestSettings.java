package io.pagurus.health;

import io.pagurus.health.probe.ProbeConfig;
import io.pagurus.health.registry.RegistryConfig;
import io.pagurus.health.watch.ConfirmConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Immutable. The defaults of the configuration, with short waits. */
public final class TestSettings {

    private static final HealthConfig CONFIG =
            new SmallRyeConfigBuilder()
                    .withMapping(HealthConfig.class)
                    .withConverter(
                            io.quarkus.runtime.configuration.MemorySize.class,
                            100,
                            new io.quarkus.runtime.configuration.MemorySizeConverter())
                    .withConverter(
                            java.time.Duration.class,
                            200,
                            new io.quarkus.runtime.configuration.DurationConverter())
                    .withDefaultValues(
                            Map.of(
                                    "pagurus.health.registry.retry-pause", "50ms",
                                    "pagurus.health.registry.takeover-pause", "200ms",
                                    "pagurus.health.registry.reachable-check", "200ms",
                                    "pagurus.health.registry.deadline", "5s",
                                    "pagurus.health.confirm.deadline", "20s"))
                    .build()
                    .getConfigMapping(HealthConfig.class);

    public static final ProbeConfig PROBE = CONFIG.probe();
    public static final ConfirmConfig CONFIRM = CONFIG.confirm();
    public static final RegistryConfig REGISTRY = CONFIG.registry();

    private TestSettings() {}
}
