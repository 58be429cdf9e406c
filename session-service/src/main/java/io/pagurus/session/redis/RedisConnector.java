package io.pagurus.session.redis;

import io.pagurus.redis.ConfigProblem;
import io.pagurus.redis.RedisSettings;
import io.quarkus.proxy.ProxyConfigurationRegistry;
import io.quarkus.redis.runtime.client.VertxRedisClientFactory;
import io.quarkus.redis.runtime.client.config.RedisClientConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisClientType;
import java.util.Locale;
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
    public SteadyRedis connect(
            RedisClientConfig client, RedisSettings settings, RenewalSettings renewal) {
        ConfigProblem.refuse(RedisCheck.problems(client, settings, tls));
        return new SteadyRedis(
                attempt ->
                        VertxRedisClientFactory.create(
                                VertxRedisClientFactory.DEFAULT_CLIENT,
                                vertx,
                                HostsInTurn.of(client, attempt),
                                tls,
                                proxies),
                client.clientType() == RedisClientType.CLUSTER,
                renewal.renewAfter().toNanos(),
                System::nanoTime);
    }

    /** What is connected to, for the log: without secrets. */
    public static String describe(RedisClientConfig client, RedisSettings settings) {
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
