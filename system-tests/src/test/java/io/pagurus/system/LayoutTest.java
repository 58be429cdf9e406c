package io.pagurus.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pagurus.drill.Attempt;
import io.pagurus.drill.TurnRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.JedisPooled;

/**
 * What an operator sees with {@code redis-cli} and a console consumer is what {@code docs/} says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LayoutTest {

    private static final String SESSION = "7f3a";

    @SuppressWarnings("NullAway.Init")
    private LiveSuite suite;

    @BeforeAll
    void start() throws InterruptedException {
        suite = LiveSuite.start(LayoutTest.class);
        Client client = new Client(suite);
        for (int turn = 1; turn <= 2; turn++) {
            assertThat(
                            client.ask(
                                    "gateway-1",
                                    new TurnRequest(SESSION, "key-" + turn, "hi", turn == 1)))
                    .isInstanceOf(Attempt.Answered.class);
        }
    }

    @AfterAll
    void stop() {
        suite.close();
    }

    @Test
    void redisShowsTheSession() throws InterruptedException {
        try (JedisPooled redis = new JedisPooled(URI.create(suite.stack().redis().uri()))) {
            // When
            LiveSuite.await(
                    "the view has both turns",
                    () -> "2".equals(redis.hget("claw:session:" + SESSION, "seq")));
            Map<String, String> session = redis.hgetAll("claw:session:" + SESSION);

            // Then
            assertThat(redis.keys("claw:session:*")).containsExactly("claw:session:" + SESSION);
            assertThat(session)
                    .containsEntry("session_id", SESSION)
                    .containsEntry("epoch", "1")
                    .containsEntry("state", "active")
                    .containsEntry("seq", "2")
                    .containsKeys("owner", "region", "offset", "region_last_seen");
            assertThat(redis.lrange("{claw:session:" + SESSION + "}:history", 0, -1))
                    .hasSize(2)
                    .allMatch(turn -> turn.startsWith("{\"seq\":"));
            assertThat(redis.ttl("claw:session:" + SESSION)).isBetween(7000L, 7200L);
        }
    }

    @Test
    void consumerShowsReadableCloudEvents() throws Exception {
        // When
        List<ConsumerRecord<String, String>> events = sessionEvents();

        // Then
        assertThat(events)
                .extracting(event -> header(event, "ce_type"))
                .contains("io.pagurus.SessionOpened.v1", "io.pagurus.TurnAccepted.v1");
        for (ConsumerRecord<String, String> event : events) {
            assertThat(event.key()).isEqualTo(SESSION);
            assertThat(header(event, "ce_specversion")).isEqualTo("1.0");
            assertThat(header(event, "ce_id")).startsWith("claw.session.journal-");
            assertThat(header(event, "content-type")).isEqualTo("application/json");
            assertThat(new ObjectMapper().readTree(event.value()).path("sessionId").asText())
                    .isEqualTo(SESSION);
        }
    }

    private List<ConsumerRecord<String, String>> sessionEvents() throws InterruptedException {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", suite.stack().kafka(), "enable.auto.commit", "false");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(LiveSuite.TOPICS.sessionEvents()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, String>> events = new ArrayList<>();
            LiveSuite.await(
                    "the opening and two turns are told",
                    () -> {
                        consumer.poll(Duration.ofMillis(200)).forEach(events::add);
                        return events.size() >= 3;
                    });
            return events;
        }
    }

    private static String header(ConsumerRecord<String, String> event, String name) {
        return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
