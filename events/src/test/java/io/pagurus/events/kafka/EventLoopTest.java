package io.pagurus.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagurus.events.Event;
import io.pagurus.events.TopologyState;
import io.pagurus.events.kafka.EventLoop.From;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The loop, the writer and the dead letters on a real broker. */
class EventLoopTest {

    private static final Clock NOON =
            Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    private static TestBroker broker;
    private static KafkaProducer<String, byte[]> producer;

    private final List<EventLoop> started = new ArrayList<>();
    private final Inbox inbox = new Inbox();
    private Topics topics;
    private EventWriter writer;
    private DeadLetters deadLetters;

    @BeforeAll
    static void startBroker(@TempDir Path directory) throws IOException {
        broker = TestBroker.start(directory);
        producer = broker.producer();
    }

    @AfterAll
    static void stopBroker() throws InterruptedException {
        producer.close();
        broker.stop();
    }

    @BeforeEach
    void makeTopics() throws InterruptedException, ExecutionException {
        topics = broker.newTopics();
        writer = new EventWriter(producer, topics, "/test/t1", NOON);
        deadLetters = new DeadLetters(producer, topics);
    }

    @AfterEach
    void stopLoops() {
        started.forEach(EventLoop::close);
    }

    @Test
    void hasCaughtUpOnceAllThatWasThereIsHandedOn() throws Exception {
        // Given
        write("hk");
        write("jp");

        // When
        EventLoop loop = start(From.BEGINNING, "all");
        await(loop);

        // Then
        assertThat(inbox.next()).isEqualTo("region:hk");
        assertThat(inbox.next()).isEqualTo("region:jp");
    }

    @Test
    void readsOnAfterItHasCaughtUp() throws Exception {
        // Given
        await(start(From.BEGINNING, "all"));

        // When
        write("us");

        // Then
        assertThat(inbox.next()).isEqualTo("region:us");
    }

    @Test
    void fromTheEndItHandsOnOnlyWhatIsWrittenAfterItCaughtUp() throws Exception {
        // Given
        write("hk");
        await(start(From.END, "tail"));

        // When
        write("jp");

        // Then
        assertThat(inbox.next()).isEqualTo("region:jp");
        assertThat(inbox.isEmpty()).isTrue();
    }

    @Test
    void aGroupGoesOnWhereItsLastMemberWas() throws Exception {
        // Given
        write("hk");
        EventLoop first = start(From.GROUP, "g");
        assertThat(inbox.next()).isEqualTo("region:hk");
        first.close();
        write("jp");

        // When
        start(From.GROUP, "g");

        // Then
        assertThat(inbox.next()).isEqualTo("region:jp");
        assertThat(inbox.isEmpty()).isTrue();
    }

    @Test
    void aRecordWithoutDataIsATombstone() throws Exception {
        // Given
        producer.send(new ProducerRecord<>(topics.topology(), "node:hk-1", null)).get();

        // When
        start(From.BEGINNING, "all");

        // Then
        assertThat(inbox.next()).isEqualTo("gone node:hk-1");
    }

    @Test
    void anUnknownTypeIsCountedAndSentAsideAsItWas() throws Exception {
        // Given
        send("io.pagurus.RegionPainted.v1", "{\"colour\":\"red\"}");
        write("hk");

        // When
        EventLoop loop = start(From.BEGINNING, "all");

        // Then
        assertThat(inbox.next()).isEqualTo("region:hk");
        assertThat(loop.unknown()).isEqualTo(1);
        ConsumerRecord<String, byte @Nullable []> letter = deadLetter();
        assertThat(letter.key()).isEqualTo("region:hk");
        assertThat(letter.value()).asString().isEqualTo("{\"colour\":\"red\"}");
        assertThat(header(letter, "ce_type")).isEqualTo("io.pagurus.RegionPainted.v1");
        assertThat(header(letter, "pagurus_reason"))
                .isEqualTo("unknown type io.pagurus.RegionPainted.v1");
        assertThat(header(letter, "pagurus_origin")).isEqualTo(topics.topology() + "-0-0");
    }

    @Test
    void aBrokenRecordIsCountedAndSentAside() throws Exception {
        // Given
        send("io.pagurus.RegionState.v1", "{\"region\":");
        write("hk");

        // When
        EventLoop loop = start(From.BEGINNING, "all");

        // Then
        assertThat(inbox.next()).isEqualTo("region:hk");
        assertThat(loop.broken()).isEqualTo(1);
        assertThat(header(deadLetter(), "pagurus_reason")).contains("RegionState");
    }

    @Test
    void anEventThatItsHandlerThrowsAtIsCountedAndSentAside() throws Exception {
        // Given
        write(Inbox.UNHANDLED);
        write("hk");

        // When
        EventLoop loop = start(From.BEGINNING, "all");

        // Then
        assertThat(inbox.next()).isEqualTo("region:hk");
        assertThat(loop.failed()).isEqualTo(1);
        assertThat(header(deadLetter(), "pagurus_reason"))
                .isEqualTo("not handled: IllegalStateException");
    }

    @Test
    @Timeout(10)
    void aLoopThatNobodyRanLeavesTheBrokerWhenItIsClosed() {
        // Given
        Consumer<String, byte @Nullable []> consumer = broker.consumer("never");
        EventLoop loop =
                new EventLoop(
                        () -> consumer, From.GROUP, List.of(topics.topology()), inbox, deadLetters);

        // When
        loop.close();

        // Then
        assertThatThrownBy(consumer::assignment).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aDeadLetterThatCannotBeSentIsCounted() throws Exception {
        // Given
        KafkaProducer<String, byte[]> closed = broker.producer();
        closed.close();
        DeadLetters nowhere = new DeadLetters(closed, topics);

        // When
        nowhere.send(new ConsumerRecord<>(topics.topology(), 0, 7, "k", new byte[0]), "why");

        // Then
        assertThat(nowhere.lost()).isEqualTo(1);
        assertThat(nowhere.sent()).isZero();
    }

    @Test
    @Timeout(60)
    void aMemberWhosePlaceWasTakenJoinsAnewEachTimeAndCanBeClosed() throws Exception {
        // Given
        write("hk");
        EventLoop loop = start(From.GROUP, () -> broker.member("m", "one"));
        assertThat(inbox.next()).isEqualTo("region:hk");
        for (String region : List.of("jp", "us")) {
            // When
            takeThePlace("m", "one");
            write(region);
            // Then
            assertThat(inbox.next()).isEqualTo("region:" + region);
        }
        loop.close();
    }

    private void takeThePlace(String group, String id) {
        try (KafkaConsumer<String, byte @Nullable []> ghost = broker.member(group, id)) {
            ghost.subscribe(List.of(topics.topology()));
            while (ghost.assignment().isEmpty()) {
                ghost.poll(Duration.ofMillis(100));
            }
        }
    }

    private EventLoop start(From from, String group) {
        return start(from, () -> broker.consumer(group));
    }

    private EventLoop start(
            From from, Supplier<? extends Consumer<String, byte @Nullable []>> consumers) {
        EventLoop loop =
                new EventLoop(consumers, from, List.of(topics.topology()), inbox, deadLetters);
        Thread.ofVirtual().start(loop);
        started.add(loop);
        return loop;
    }

    private static void await(EventLoop loop) throws Exception {
        loop.caughtUp().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private void write(String region) throws Exception {
        Event event = new TopologyState.RegionState(region, 1, 50);
        writer.write(event).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private void send(String type, String data) throws Exception {
        ProducerRecord<String, byte[]> sent =
                new ProducerRecord<>(
                        topics.topology(), "region:hk", data.getBytes(StandardCharsets.UTF_8));
        List.of("ce_id:1", "ce_source:/test/t1", "ce_time:2026-03-01T12:00:00Z", "ce_type:" + type)
                .forEach(header -> {
                    int colon = header.indexOf(':');
                    sent.headers()
                            .add(
                                    header.substring(0, colon),
                                    header.substring(colon + 1).getBytes(StandardCharsets.UTF_8));
                });
        producer.send(sent).get(10, TimeUnit.SECONDS);
    }

    private ConsumerRecord<String, byte @Nullable []> deadLetter() {
        try (var consumer = broker.consumer("letters")) {
            consumer.subscribe(List.of(topics.deadLetters(topics.topology())));
            for (int attempt = 0; attempt < 50; attempt++) {
                for (var letter : consumer.poll(Duration.ofMillis(200))) {
                    return letter;
                }
            }
        }
        throw new AssertionError("no dead letter came");
    }

    private static @Nullable String header(
            ConsumerRecord<String, byte @Nullable []> read, String name) {
        return EventRecords.header(read.headers(), name);
    }
}
