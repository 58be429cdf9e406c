package io.pagurus.redis;

import io.quarkus.proxy.ProxyConfigurationRegistry;
import io.quarkus.redis.runtime.client.VertxRedisClientFactory;
import io.quarkus.redis.runtime.client.config.RedisClientConfig;
import io.quarkus.redis.runtime.client.config.RedisConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisClientType;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Thread-safe; reads the files that are named. Makes the client that is configured. Clients come
 * from Quarkus's own factory, so that {@code quarkus.redis.*} means what it means elsewhere; they
 * are made here, and not injected, because a wedged one is replaced.
 */
public final class RedisConnector {

    private final Vertx vertx;
    private final TlsConfigurationRegistry tls;
    private final ProxyConfigurationRegistry proxies;

    public RedisConnector(
            Vertx vertx, TlsConfigurationRegistry tls, ProxyConfigurationRegistry proxies) {
        this.vertx = vertx;
        this.tls = tls;
        this.proxies = proxies;
    }

    /**
     * The client; whether Redis is there is not asked.
     *
     * @throws ConfigurationException when the configuration cannot work, naming each field
     */
    public SteadyRedis connect(RedisClientConfig client, RedisSettings settings) {
        ConfigProblem.refuse(RedisCheck.problems(client, settings, tls));
        return new SteadyRedis(
                attempt ->
                        VertxRedisClientFactory.create(
                                VertxRedisClientFactory.DEFAULT_CLIENT,
                                vertx,
                                HostsInTurn.of(client, attempt),
                                tls,
                                proxies),
                client.clientType(),
                settings.renewAfter().toNanos(),
                System::nanoTime);
    }

    /** The one client that a service has. */
    static RedisClientConfig client(RedisConfig configured) {
        return Objects.requireNonNull(
                configured.clients().get(VertxRedisClientFactory.DEFAULT_CLIENT));
    }

    /** What is connected to, for the log: without secrets. */
    public static String describe(RedisConfig configured, RedisSettings settings) {
        RedisClientConfig client = client(configured);
        String hosts =
                client.hosts().stream()
                        .flatMap(all -> all.stream())
                        .map(host -> new ConfigProblem("", "", host.toString()).found())
                        .sorted()
                        .collect(Collectors.joining(", "));
        return client.clientType().name().toLowerCase(Locale.ROOT)
                + client.masterName()
                        .filter(_ -> client.clientType() == RedisClientType.SENTINEL)
                        .map(name -> " " + name)
                        .orElse("")
                + " at "
                + hosts
                + settings.username().map(user -> " as " + user).orElse("")
                + ", keys "
                + settings.keyPrefix()
                + "*";
    }
}
