package io.pagurus.migration;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.Decoded;
import io.pagurus.events.MigrationEvent.MigrationCompleted;
import io.pagurus.events.MigrationEvent.MigrationPlanned;
import io.pagurus.events.kafka.EventRecords;
import io.pagurus.events.kafka.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The service starts where its first life stopped: in the middle of a migration. */
@QuarkusTest
@QuarkusTestResource(FirstLife.class)
class RestartTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String bootstrapServers;
    private final String token;

    RestartTest(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @ConfigProperty(name = "test.token") String token) {
        this.bootstrapServers = bootstrapServers;
        this.token = token;
    }

    @Test
    void aRestartInTheMiddleCompletesTheSameMigration() {
        // When
        List<CloudEvent<?>> told = migrationEventsUntilCompleted();

        // Then
        assertThat(told)
                .extracting(CloudEvent::id)
                .containsExactly(
                        FirstLife.MIGRATION + "-planned", FirstLife.MIGRATION + "-completed");
        assertThat(told.getFirst().data())
                .isInstanceOfSatisfying(
                        MigrationPlanned.class,
                        e -> assertThat(e.sessions()).isEqualTo(FirstLife.SESSIONS));
        assertThat(told.getLast().data())
                .isInstanceOfSatisfying(
                        MigrationCompleted.class,
                        e -> {
                            assertThat(e.moved()).isEqualTo(FirstLife.SESSIONS);
                            assertThat(e.overtaken()).isZero();
                        });
        JsonPath one = get("/v1/migrations/" + FirstLife.MIGRATION);
        assertThat(one.getString("state")).isEqualTo("completed");
        assertThat(one.getInt("planned")).isEqualTo(FirstLife.SESSIONS);
        assertThat(get("/v1/migrations").getList("migrationId"))
                .containsExactly(FirstLife.MIGRATION);
    }

    @Test
    void nobodyReadsMigrationsWithoutAToken() {
        given().get("/v1/migrations")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:pagurus:problem:unauthenticated"));
        given().auth()
                .oauth2(token)
                .get("/v1/migrations/unknown")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void itIsReadyOnceItFollows() {
        // Given
        migrationEventsUntilCompleted();

        // Then
        given().get("/q/health/ready").then().statusCode(200).body("checks", hasSize(1));
        given().get("/q/metrics").then().statusCode(200);
    }

    private JsonPath get(String path) {
        return given().auth().oauth2(token).get(path).then().statusCode(200).extract().jsonPath();
    }

    private List<CloudEvent<?>> migrationEventsUntilCompleted() {
        List<CloudEvent<?>> told = new ArrayList<>();
        long until = System.nanoTime() + PATIENCE.toNanos();
        try (KafkaConsumer<String, byte @Nullable []> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            String topic = new Topics(Topics.DEFAULT_PREFIX).migrationEvents();
            List<TopicPartition> all =
                    consumer.partitionsFor(topic).stream()
                            .map(p -> new TopicPartition(topic, p.partition()))
                            .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            while (told.stream().noneMatch(e -> e.data() instanceof MigrationCompleted)) {
                assertThat(System.nanoTime()).isLessThan(until);
                for (ConsumerRecord<String, byte @Nullable []> read :
                        consumer.poll(Duration.ofMillis(200))) {
                    if (EventRecords.decode(read) instanceof Decoded.Known(CloudEvent<?> event)) {
                        told.add(event);
                    }
                }
            }
        }
        return told;
    }
}
