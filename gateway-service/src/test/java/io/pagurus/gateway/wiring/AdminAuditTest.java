package io.pagurus.gateway.wiring;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.AuditEvent.AdminCalled;
import io.pagurus.events.Decoded;
import io.pagurus.events.kafka.EventRecords;
import io.pagurus.local.process.Patience;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Each call of the admin API is an event, at a real broker. */
@QuarkusTest
@QuarkusTestResource(OperatorTokens.class)
@QuarkusTestResource(value = RealBroker.class, restrictToAnnotatedClass = true)
class AdminAuditTest {

    @Inject
    @ConfigProperty(name = RealBroker.BOOTSTRAP)
    String bootstrap;

    @Inject Clock clock;

    @Test
    void whoCalledWhatAndWithWhichResultIsTold() {
        // Given
        String token = OperatorTokens.of("operator", clock.instant().getEpochSecond());
        String node = OperatorTokens.of("node", clock.instant().getEpochSecond());
        // When
        given().auth().oauth2(token).get("/admin/explain/of-nobody");
        given().auth().oauth2(node).get("/admin/fleet");
        given().get("/admin/rules");
        given().auth().oauth2("no.such.token").get("/admin/savings");
        // Then
        assertThat(told(4))
                .containsExactly(
                        called("test", "GET /admin/explain/of-nobody", 404),
                        called("test", "GET /admin/fleet", 403),
                        called("anonymous", "GET /admin/rules", 401),
                        called("anonymous", "GET /admin/savings", 401));
    }

    private static AdminCalled called(String principal, String operation, int status) {
        return new AdminCalled("gateway-service", "gateway-1", principal, operation, status);
    }

    private List<AdminCalled> told(int count) {
        List<AdminCalled> all = new ArrayList<>();
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers", bootstrap,
                                "group.id", "audit-test",
                                "auto.offset.reset", "earliest"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("claw.audit"));
            boolean came =
                    Patience.of(Duration.ofSeconds(30))
                            .until(() -> {
                                consumer.poll(Duration.ofMillis(100))
                                        .forEach(record -> all.add(read(record)));
                                return all.size() >= count;
                            });
            assertThat(came).isTrue();
        }
        return all;
    }

    private static AdminCalled read(ConsumerRecord<String, byte[]> record) {
        return (AdminCalled) ((Decoded.Known) EventRecords.decode(record)).event().data();
    }
}
