package io.pagurus.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.local.redis.ClusterRedis;
import io.pagurus.local.redis.SentinelRedis;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisRole;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Claims in a Redis of more than one server. */
class RedisTopologiesTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final KeptAnswer ANSWER =
            new KeptAnswer(200, new JsonObject(), Buffer.buffer("ok"), true);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        done(vertx.close());
    }

    private static <T> T done(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private RedisClaims claims(RedisOptions options) {
        return new RedisClaims(
                vertx, Redis.createClient(vertx, options), "t:", Duration.ofSeconds(5));
    }

    private static RedisOptions at(RedisClientType type, String uris) {
        return new RedisOptions().setType(type).setEndpoints(List.of(uris.split(",")));
    }

    @Test
    void inAClusterEachEventIsClaimedWhereItsKeyIs() {
        try (ClusterRedis redis = ClusterRedis.start()) {
            // Given
            RedisClaims claims = claims(at(RedisClientType.CLUSTER, redis.uris()));
            List<String> events = IntStream.range(0, 32).mapToObj(i -> "event-" + i).toList();
            // When
            events.forEach(event -> done(claims.claim(event, "a", LONG)));
            // Then
            for (String event : events) {
                assertThat(done(claims.claim(event, "b", LONG))).isInstanceOf(Claim.Busy.class);
                assertThat(done(claims.settle(event, "a", ANSWER, LONG)))
                        .isEqualTo(Claims.Settled.STORED);
                assertThat(done(claims.claim(event, "b", LONG))).isInstanceOf(Claim.Done.class);
            }
        }
    }

    @Test
    void behindSentinelsAClaimOutlivesAnOrderlyFailover() {
        try (SentinelRedis redis = SentinelRedis.start()) {
            // Given
            RedisClaims claims =
                    claims(
                            at(RedisClientType.SENTINEL, redis.uris())
                                    .setMasterName(redis.primaryName())
                                    .setRole(RedisRole.MASTER));
            done(claims.claim("e", "a", LONG));
            // When
            redis.failOver();
            Claim after = done(claims.claim("e", "b", LONG));
            for (int i = 0; i < 20 && after instanceof Claim.Away; i++) {
                after = done(claims.claim("e", "b", LONG));
            }
            // Then
            assertThat(after).isInstanceOf(Claim.Busy.class);
        }
    }
}
