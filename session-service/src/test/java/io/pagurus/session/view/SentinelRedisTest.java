package io.pagurus.session.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.local.redis.RedisAccess;
import io.pagurus.local.redis.RedisNode;
import io.pagurus.local.redis.SentinelRedis;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With a user, whom the Sentinels know too. */
class SentinelRedisTest extends RedisContract {

    private static SentinelRedis redis;

    @BeforeAll
    static void start() {
        redis = SentinelRedis.start(RedisAccess.open().withUser("claw", "s3cret", "~* &* +@all"));
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Test
    void aPrimaryThatHangsIsLeftForTheNewOne() throws InterruptedException {
        // Given
        RedisNode hanging = redis.primary();
        // When
        RedisLoad load =
                underLoad(_ -> {
                    hanging.pause();
                    redis.awaitPrimaryOtherThan(hanging);
                });
        hanging.resume();
        // Then
        assertThat(load.longest()).isLessThan(TIMEOUT.plus(SLACK));
    }

    @Override
    Map<String, String> configuration() {
        return Map.of(
                "quarkus.redis.client-type",
                "sentinel",
                "quarkus.redis.master-name",
                redis.primaryName(),
                "quarkus.redis.hosts",
                redis.uris().replace("://", "://claw:s3cret@"));
    }

    @Override
    void strike() {
        redis.primary().kill();
    }

    @Override
    void mend() {
        // The Sentinels do it.
    }

    @Override
    void forgetScripts() {
        RedisNode primary = redis.primary();
        primary.call("SCRIPT", "FLUSH");
    }
}
