package io.pagurus.gateway.wiring;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.WantedState;
import io.pagurus.gateway.edge.EdgeServer;
import io.pagurus.gateway.fleet.Fleet;
import io.pagurus.gateway.routes.Rules;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What needs Redis works where only a user of its own is let in. */
@QuarkusTest
@QuarkusTestResource(value = LockedRedis.class, restrictToAnnotatedClass = true)
class RedisUserTest {

    private static final String RULES =
            """
            routes:
              - {name: hooks, match: {prefixes: [/hooks]}, webhook: {key: {header: X-Event}}}
              - name: tools
                match: {prefixes: [/tools]}
                rate-limit: {global: {requests: 1, per: 1h}}
            """;

    @Inject EdgeServer edge;
    @Inject Rules rules;
    @Inject Fleet fleet;
    @Inject Vertx vertx;

    private final AtomicInteger received = new AtomicInteger();
    private HttpServer node;

    @BeforeEach
    void haveANode() throws Exception {
        node =
                vertx.createHttpServer()
                        .requestHandler(request ->
                                request.response().end("answer " + received.incrementAndGet()))
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        fleet.on(
                new CloudEvent<>(
                        "1",
                        "/test",
                        Instant.EPOCH,
                        new NodeState(
                                "n",
                                1,
                                "local",
                                "http://127.0.0.1:" + node.actualPort(),
                                100,
                                "/health",
                                WantedState.ACTIVE,
                                NodeHealth.HEALTHY,
                                1)),
                new ConsumerRecord<>("t", 0, 0, "n", new byte[0]));
        fleet.markLoaded();
        rules.apply(RULES, "test");
    }

    @AfterEach
    void stop() {
        node.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void webhooksAreRememberedAndRatesCountedThere() {
        // When
        Response first = delivery();
        Response again = delivery();
        Response tool = tool();
        Response tooOften = tool();
        // Then
        assertThat(first.asString()).isEqualTo("answer 1");
        assertThat(again.asString()).isEqualTo("answer 1");
        assertThat(tool.asString()).isEqualTo("answer 2");
        assertThat(tooOften.statusCode()).isEqualTo(429);
        assertThat(tooOften.header("RateLimit")).startsWith("\"global\"");
    }

    private Response delivery() {
        return given().port(edge.port()).header("X-Event", "e1").body("{}").post("/hooks/a");
    }

    private Response tool() {
        return given().port(edge.port()).get("/tools");
    }
}
