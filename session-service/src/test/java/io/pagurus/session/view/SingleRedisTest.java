package io.pagurus.session.view;

import io.pagurus.local.redis.LocalRedis;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SingleRedisTest extends RedisContract {

    private static LocalRedis redis;

    @BeforeAll
    static void start() {
        redis = LocalRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Override
    Map<String, String> configuration() {
        return Map.of("quarkus.redis.hosts", redis.uri());
    }

    @Override
    void strike() {
        redis.kill();
    }

    @Override
    void mend() {
        redis.restart();
    }

    @Override
    void forgetScripts() {
        redis.kill();
        redis.restart();
        eventually(this::answers);
    }
}
