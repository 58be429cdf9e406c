package io.pagurus.redis;

import io.quarkus.proxy.ProxyConfiguration;
import io.quarkus.proxy.ProxyConfigurationRegistry;
import io.quarkus.redis.runtime.client.VertxRedisClientFactory;
import io.quarkus.redis.runtime.client.config.RedisClientConfig;
import io.quarkus.redis.runtime.client.config.RedisConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Immutable. The Redis part of the service's configuration, its defaults and a test's own values,
 * without Quarkus.
 */
public record ConfiguredRedis(RedisClientConfig client, RedisSettings settings) {

    private static final int PRIORITY = 300;
    private static final String DEFAULTS = "META-INF/microprofile-config.properties";

    public static ConfiguredRedis of(Map<String, String> values) {
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .withConverter(Duration.class, PRIORITY, new DurationConverter())
                        .withConverter(MemorySize.class, PRIORITY, new MemorySizeConverter())
                        .withSources(new PropertiesConfigSource(values, "test", PRIORITY))
                        .withSources(defaults())
                        .withMapping(RedisConfig.class)
                        .withMapping(RedisSettings.class)
                        .withMappingIgnore("quarkus.**")
                        .build();
        return new ConfiguredRedis(
                Objects.requireNonNull(
                        config.getConfigMapping(RedisConfig.class)
                                .clients()
                                .get(VertxRedisClientFactory.DEFAULT_CLIENT)),
                config.getConfigMapping(RedisSettings.class));
    }

    private static List<ConfigSource> defaults() {
        List<ConfigSource> sources = new ArrayList<>();
        try {
            for (URL file :
                    Collections.list(
                            RedisConnector.class.getClassLoader().getResources(DEFAULTS))) {
                sources.add(new PropertiesConfigSource(file, PRIORITY - 100));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    /** The client of it. */
    public SteadyRedis connect(Vertx vertx) {
        return new RedisConnector(vertx, NO_TLS, NO_PROXY).connect(client, settings);
    }

    static final TlsConfigurationRegistry NO_TLS =
            new TlsConfigurationRegistry() {
                @Override
                public Optional<TlsConfiguration> get(String name) {
                    return Optional.empty();
                }

                @Override
                public Optional<TlsConfiguration> getDefault() {
                    return Optional.empty();
                }

                @Override
                public void register(String name, TlsConfiguration configuration) {
                    throw new UnsupportedOperationException(name);
                }
            };

    private static final ProxyConfigurationRegistry NO_PROXY =
            _ -> Optional.<ProxyConfiguration>empty();
}
