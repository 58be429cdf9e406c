package io.pagurus.gateway.wiring;

import io.pagurus.redis.SteadyRedis;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

/**
 * Called on the main thread, which may block. Has the client of Redis made before the edge listens:
 * settings that cannot work end the start. Whether Redis is there is not asked.
 */
@Singleton
final class RedisAtStart {

    void check(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event,
            SteadyRedis made) {
        // Making it has checked its settings.
    }
}
