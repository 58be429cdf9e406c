package io.pagurus.session.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.local.redis.ClusterRedis;
import io.pagurus.local.redis.RedisAccess;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Six nodes, with a user who may do no more than docs/redis.md says. */
class ClusterRedisTest extends RedisContract {

    private static final String RULES =
            "~claw:* ~{claw:* -@all +@read +@write +@scripting +@connection +cluster|slots";

    private static ClusterRedis redis;

    @BeforeAll
    static void start() {
        redis = ClusterRedis.start(RedisAccess.open().withUser("claw", "s3cret", RULES), true);
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Test
    void aSlotThatMovesIsFollowedWithoutAnOutage() throws InterruptedException {
        // When
        RedisLoad load = underLoad(_ -> redis.promote(redis.replicas().getFirst()));
        // Then
        assertThat(load.longest()).isLessThan(TIMEOUT.plus(SLACK));
        assertThat(load.gap()).isLessThan(TIMEOUT.multipliedBy(3));
    }

    @Override
    Map<String, String> configuration() {
        return Map.of(
                "quarkus.redis.client-type",
                "cluster",
                "quarkus.redis.hosts",
                redis.uris().replace("://", "://claw:s3cret@"));
    }

    @Override
    void strike() {
        redis.primaryOf("claw:session:load-1").kill();
    }

    @Override
    void mend() {
        redis.awaitWhole();
    }

    @Override
    void forgetScripts() {
        redis.primaries().forEach(primary -> primary.call("SCRIPT", "FLUSH"));
    }
}
