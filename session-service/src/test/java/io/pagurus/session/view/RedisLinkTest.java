package io.pagurus.session.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.local.redis.LocalRedis;
import io.pagurus.session.wiring.LogLines;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log hears of an outage once, and of its end. */
class RedisLinkTest {

    private static final List<Request> WRITE = List.of(Request.cmd(Command.SET).arg("k").arg("v"));
    private static final List<Request> READ = List.of(Request.cmd(Command.GET).arg("k"));

    private final Vertx vertx = Vertx.vertx();
    private LocalRedis redis;
    private RedisLink link;

    @BeforeEach
    void startRedis() {
        redis = LocalRedis.start();
        link = new RedisLink(Redis.createClient(vertx, redis.uri()), Duration.ofSeconds(2));
    }

    @AfterEach
    void stopRedis() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        redis.close();
    }

    @Test
    void aRedisThatTakesNoWritesIsToldOfOnceHoweverOftenItAnswersQuestions() {
        // Given
        assertThat(link.write(WRITE)).isInstanceOf(RedisReply.Answered.class);
        follow("127.0.0.1", "1");
        try (LogLines log = LogLines.listen()) {
            // When
            for (int i = 0; i < 5; i++) {
                assertThat(link.write(WRITE)).isInstanceOf(RedisReply.Away.class);
                assertThat(link.ping()).isTrue();
                assertThat(link.send(READ)).isInstanceOf(RedisReply.Answered.class);
            }
            follow("NO", "ONE");
            assertThat(link.write(WRITE)).isInstanceOf(RedisReply.Answered.class);
            // Then
            List<String> said =
                    log.soFar().stream().filter(line -> line.contains("Redis is")).toList();
            assertThat(said).hasSize(2);
            assertThat(said.getFirst()).contains("WARN", "takes no writes");
            assertThat(said.getLast()).contains("INFO", "Redis is back, after PT");
        }
    }

    private void follow(String host, String port) {
        List<Request> command = List.of(Request.cmd(Command.REPLICAOF).arg(host).arg(port));
        assertThat(link.ask(command)).isInstanceOf(RedisReply.Answered.class);
    }
}
