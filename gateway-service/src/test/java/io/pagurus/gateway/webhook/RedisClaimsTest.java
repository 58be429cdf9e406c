package io.pagurus.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.local.redis.LocalRedis;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisClaimsTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Buffer BINARY = Buffer.buffer(new byte[] {0, -1, 13, 10, 127, -128});

    private static final Vertx VERTX = Vertx.vertx();
    private static LocalRedis redis;
    private static RedisClaims claims;

    @BeforeAll
    static void start() {
        redis = LocalRedis.start();
        claims =
                new RedisClaims(
                        VERTX, Redis.createClient(VERTX, redis.uri()), "t:", Duration.ofSeconds(2));
    }

    @AfterAll
    static void stop() {
        done(VERTX.close());
        redis.close();
    }

    @BeforeEach
    void forget() {
        redis.call("FLUSHALL");
    }

    private static <T> T done(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private static Claim claim(String token, Duration lease) {
        return done(claims.claim("e", token, lease));
    }

    private static boolean settle(String token, int status) {
        KeptAnswer answer = new KeptAnswer(status, new JsonObject().put("A", "ü"), BINARY, true);
        return done(claims.settle("e", token, answer, LONG)) == Claims.Settled.STORED;
    }

    @Test
    void oneTokenHasTheEventAndTheOutcomeIsForAll() {
        // When
        Claim mine = claim("a", LONG);
        Claim busy = claim("b", LONG);
        Claim renewed = claim("a", LONG);
        boolean stored = settle("a", 202);
        Claim done = claim("b", LONG);
        // Then
        assertThat(mine).isEqualTo(new Claim.Mine());
        assertThat(renewed).isEqualTo(new Claim.Mine());
        assertThat(stored).isTrue();
        assertThat(busy)
                .isInstanceOfSatisfying(
                        Claim.Busy.class, b -> assertThat(b.leftMillis()).isBetween(1L, 60_000L));
        assertThat(done)
                .isInstanceOfSatisfying(
                        Claim.Done.class,
                        d -> {
                            assertThat(d.answer().status()).isEqualTo(202);
                            assertThat(d.answer().headers().getString("A")).isEqualTo("ü");
                            assertThat(
                                            Arrays.equals(
                                                    d.answer().body().getBytes(),
                                                    BINARY.getBytes()))
                                    .isTrue();
                        });
    }

    @Test
    void aLateOutcomeDoesNotTakeThePlaceOfANewClaim() {
        // Given
        claim("late", LONG);
        redis.call("DEL", "t:webhook:e");
        claim("new", LONG);
        // When
        boolean lateStored = settle("late", 200);
        done(claims.release("e", "late"));
        // Then
        assertThat(lateStored).isFalse();
        assertThat(claim("other", LONG)).isInstanceOf(Claim.Busy.class);
        assertThat(settle("new", 201)).isTrue();
        assertThat(settle("late", 200)).isFalse();
    }

    @Test
    void anOutcomeIsRememberedThoughRedisLostItsClaim() {
        // Given
        claim("a", LONG);
        redis.call("FLUSHALL");
        // When
        boolean stored = settle("a", 200);
        // Then
        assertThat(stored).isTrue();
        assertThat(claim("b", LONG)).isInstanceOf(Claim.Done.class);
    }

    @Test
    void aClaimThatIsGivenUpIsTheNextOnes() {
        // Given
        claim("a", LONG);
        // When
        done(claims.release("e", "a"));
        // Then
        assertThat(claim("b", LONG)).isInstanceOf(Claim.Mine.class);
    }

    @Test
    void scriptsAreSentAnewToARedisThatForgotThem() {
        // Given
        claim("a", LONG);
        // When
        redis.call("SCRIPT", "FLUSH");
        // Then
        assertThat(claim("b", LONG)).isInstanceOf(Claim.Busy.class);
    }
}
