package io.pagurus.gateway.wiring;

import io.pagurus.local.redis.LocalRedis;
import io.pagurus.local.redis.RedisAccess;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Started once, before the gateway. A Redis that lets only one user in, who may do what
 * docs/redis.md says is needed, and whose password is in a file.
 */
public final class LockedRedis implements QuarkusTestResourceLifecycleManager {

    private static final String PASSWORD = "p@ss/w:rd+1";
    private static final String RULES =
            "~claw:* -@all +@read +@write +@scripting +@connection +time";

    private @Nullable LocalRedis redis;

    @Override
    public Map<String, String> start() {
        LocalRedis started = LocalRedis.start(RedisAccess.open().withUser("claw", PASSWORD, RULES));
        redis = started;
        return Map.of(
                "quarkus.redis.hosts",
                started.uri(),
                "pagurus.redis.username",
                "claw",
                "pagurus.redis.password-file",
                passwordFile().toString(),
                "pagurus.gateway.access.redis-timeout",
                "5s",
                "pagurus.gateway.webhook.redis-timeout",
                "5s");
    }

    private static Path passwordFile() {
        try {
            Path file = Files.createTempFile("redis", "password");
            file.toFile().deleteOnExit();
            return Files.writeString(file, PASSWORD + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (redis != null) {
            redis.close();
        }
    }
}
