package io.pagurus.redis;

import io.quarkus.proxy.ProxyConfigurationRegistry;
import io.quarkus.redis.runtime.client.config.RedisConfig;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

/** Thread-safe. The client of each service. */
@Singleton
final class RedisBeans {

    /** Only of its own type: to whoever asks for {@code Redis}, Quarkus gives one of its own. */
    @Produces
    @Singleton
    @Typed(SteadyRedis.class)
    SteadyRedis redis(
            Vertx vertx,
            RedisConfig configured,
            RedisSettings settings,
            TlsConfigurationRegistry tls,
            ProxyConfigurationRegistry proxies) {
        return new RedisConnector(vertx, tls, proxies)
                .connect(RedisConnector.client(configured), settings);
    }

    void close(@Disposes SteadyRedis redis) {
        redis.close();
    }
}
