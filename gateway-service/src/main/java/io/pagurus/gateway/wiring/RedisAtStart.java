package io.pagurus.gateway.wiring;

import io.pagurus.redis.ConfigProblem;
import io.pagurus.redis.CredentialsCheck;
import io.pagurus.redis.RedisSettings;
import io.quarkus.redis.runtime.client.VertxRedisClientFactory;
import io.quarkus.redis.runtime.client.config.RedisConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Objects;

/**
 * Called on the main thread, which may block; reads the password's file. A user or password that
 * cannot work ends the start, before the edge listens; whether Redis is there is not asked.
 */
@Singleton
final class RedisAtStart {

    void check(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event,
            RedisConfig configured,
            RedisSettings settings) {
        ConfigProblem.refuse(
                CredentialsCheck.problems(
                        Objects.requireNonNull(
                                configured.clients().get(VertxRedisClientFactory.DEFAULT_CLIENT)),
                        settings));
    }
}
