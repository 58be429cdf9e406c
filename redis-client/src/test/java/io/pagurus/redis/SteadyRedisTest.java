package io.pagurus.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.local.process.Patience;
import io.pagurus.local.redis.LocalRedis;
import io.pagurus.local.redis.RedisAccess;
import io.pagurus.local.redis.RedisNode;
import io.pagurus.local.redis.SentinelRedis;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Failures that a client would not get over by itself. */
class SteadyRedisTest {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration RENEW_AFTER = Duration.ofMillis(200);

    /** More than the client's pool has connections, so that it would be empty. */
    private static final int ATTEMPTS = 30;

    private Vertx vertx;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aRedisThatHadTooManyClientsServesAgainOnceItHasRoom() {
        // Given
        try (LocalRedis redis = LocalRedis.start()) {
            redis.kill();
            SteadyRedis client = client(Map.of("quarkus.redis.hosts", redis.uri()));
            FullServer.on(
                    redis.port(),
                    () -> {
                        for (int i = 0; i < ATTEMPTS; i++) {
                            assertThat(pings(client)).isFalse();
                        }
                    });
            // When
            redis.restart();
            // Then
            eventually(() -> pings(client));
            client.close();
        }
    }

    @Test
    void aRedisThatHangsLeavesNoConnectionsBehind() {
        // Given
        try (LocalRedis redis = LocalRedis.start()) {
            SteadyRedis client = client(Map.of("quarkus.redis.hosts", redis.uri()));
            redis.pause();
            for (int i = 0; i < ATTEMPTS; i++) {
                assertThat(pings(client)).isFalse();
            }
            // When
            redis.resume();
            // Then
            eventually(() -> pings(client));
            eventually(() -> clients(redis) <= 9);
            client.close();
        }
    }

    @Test
    void refusedPasswordsDoNotUseUpConnectionsAndARightOneServes() {
        // Given
        RedisAccess access = RedisAccess.open().withUser("claw", "late", "~* +@all");
        try (LocalRedis redis = LocalRedis.start(access)) {
            redis.call("ACL", "SETUSER", "claw", "resetpass", ">other");
            SteadyRedis client =
                    client(
                            Map.of(
                                    "quarkus.redis.hosts",
                                    redis.uri().replace("://", "://claw:late@")));
            for (int i = 0; i < ATTEMPTS; i++) {
                assertThat(pings(client)).isFalse();
            }
            assertThat(client.trouble()).isEqualTo(RedisTrouble.WRONG_CREDENTIALS);
            // When
            redis.call("ACL", "SETUSER", "claw", "resetpass", ">late");
            // Then
            eventually(() -> pings(client));
            assertThat(client.trouble()).isNull();
            eventually(() -> clients(redis) <= 9);
            client.close();
        }
    }

    @Test
    void ofTwoSentinelsOfWhichOneNamesAReplicaTheOtherIsAskedInTheEnd() {
        // Given
        try (SentinelRedis redis = SentinelRedis.start()) {
            RedisNode mistaken = redis.mistakenSentinel();
            List<RedisNode> inTurn = List.of(mistaken, redis.sentinels().getFirst());
            SteadyRedis client =
                    new SteadyRedis(
                            attempt ->
                                    client(
                                            Map.of(
                                                    "quarkus.redis.client-type",
                                                    "sentinel",
                                                    "quarkus.redis.master-name",
                                                    redis.primaryName(),
                                                    "quarkus.redis.hosts",
                                                    inTurn.get(attempt % 2).uri())),
                            RedisClientType.SENTINEL,
                            RENEW_AFTER.toNanos(),
                            System::nanoTime);
            // When
            eventually(() -> !writes(client) && client.trouble() == RedisTrouble.NOT_PRIMARY);
            // Then
            eventually(() -> writes(client));
            client.close();
        }
    }

    @Test
    void atAReplicaWithoutASentinelToAskTheClientStays() {
        // Given
        try (LocalRedis redis = LocalRedis.start()) {
            redis.call("REPLICAOF", "127.0.0.1", "1");
            AtomicInteger clients = new AtomicInteger();
            AtomicLong nanoTime = new AtomicLong();
            SteadyRedis client =
                    new SteadyRedis(
                            _ -> {
                                clients.incrementAndGet();
                                return client(Map.of("quarkus.redis.hosts", redis.uri()));
                            },
                            RedisClientType.STANDALONE,
                            RENEW_AFTER.toNanos(),
                            nanoTime::get);
            eventually(() -> !writes(client) && client.trouble() == RedisTrouble.NOT_PRIMARY);
            // When
            for (int i = 0; i < 5; i++) {
                nanoTime.addAndGet(RENEW_AFTER.toNanos());
                assertThat(writes(client)).isFalse();
            }
            // Then
            redis.call("REPLICAOF", "NO", "ONE");
            eventually(() -> writes(client));
            assertThat(clients).hasValue(1);
            client.close();
        }
    }

    private static boolean writes(SteadyRedis client) {
        return answers(client, Request.cmd(Command.SET).arg("claw:a").arg("1"));
    }

    private SteadyRedis client(Map<String, String> values) {
        Map<String, String> all = new HashMap<>(values);
        all.put("pagurus.redis.renew-after", RENEW_AFTER.toMillis() + "MS");
        all.put("quarkus.redis.tcp.idle-timeout", "1S");
        return ConfiguredRedis.of(all).connect(vertx);
    }

    private static boolean pings(SteadyRedis client) {
        return answers(client, Request.cmd(Command.PING));
    }

    private static boolean answers(SteadyRedis client, Request command) {
        try {
            client.send(command)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(50, TimeUnit.MILLISECONDS)
                    .join();
            return true;
        } catch (CompletionException _) {
            return false;
        }
    }

    private static long clients(LocalRedis redis) {
        return redis.call("CLIENT", "LIST").lines().filter(line -> !line.isBlank()).count();
    }

    private static void eventually(BooleanSupplier condition) {
        assertThat(Patience.of(LIMIT).until(condition)).isTrue();
    }

    /** Answers each connection as a Redis with too many clients does. */
    private static final class FullServer {

        static void on(int port, Runnable meanwhile) {
            try (ServerSocket server =
                    new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
                Thread refusing = Thread.ofVirtual().start(() -> refuse(server));
                meanwhile.run();
                assertThat(refusing.isAlive()).isTrue();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void refuse(ServerSocket server) {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream()
                            .write(
                                    "-ERR max number of clients reached\r\n"
                                            .getBytes(StandardCharsets.US_ASCII));
                } catch (IOException _) {
                    // The test has ended, or the client has gone.
                }
            }
        }
    }
}
