package io.pagurus.gateway.wiring;

import io.pagurus.events.kafka.DeadLetters;
import io.pagurus.events.kafka.EventLoop;
import io.pagurus.events.kafka.Topics;
import io.pagurus.gateway.affinity.SessionMoves;
import io.pagurus.gateway.fleet.Fleet;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. What the gateway hears from Kafka: the fleet, from the first record on at every
 * start, and the moves of sessions, from now on.
 */
@Singleton
public class Feeds implements AutoCloseable {

    private final Topics topics;
    private final Fleet fleet;
    private final SessionMoves moves;
    private final String bootstrap;
    private final String instance;
    private final List<Feed> feeds = new ArrayList<>();

    public Feeds(
            Fleet fleet,
            SessionMoves moves,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrap,
            @ConfigProperty(name = "pagurus.instance") String instance,
            @ConfigProperty(name = "pagurus.kafka.topic-prefix") String prefix) {
        this.fleet = fleet;
        this.moves = moves;
        this.bootstrap = bootstrap;
        this.instance = instance;
        this.topics = new Topics(prefix);
    }

    /** Begins to read; returns at once. */
    public synchronized void start() {
        begin(
                "fleet",
                List.of(topics.topology(), topics.clusterEvents()),
                EventLoop.From.BEGINNING,
                fleet,
                fleet::markLoaded);
        begin("moves", List.of(topics.sessionEvents()), EventLoop.From.END, moves, () -> {});
    }

    /**
     * Whether brokers are connected and all feeds have their places, so that nothing that is
     * written from now on is missed; without brokers the last known snapshot is used.
     */
    public synchronized boolean connected() {
        return !feeds.isEmpty() && feeds.stream().allMatch(Feed::connected);
    }

    private void begin(
            String name,
            List<String> names,
            EventLoop.From from,
            EventLoop.Handler handler,
            Runnable caughtUp) {
        Feed feed =
                new Feed(
                        names,
                        () -> consumer(name, from),
                        consumer -> loop(consumer, from, names, handler, caughtUp));
        feeds.add(feed);
        Thread.ofPlatform().daemon().name("kafka-" + name).start(feed);
    }

    private EventLoop loop(
            Consumer<String, byte @Nullable []> consumer,
            EventLoop.From from,
            List<String> names,
            EventLoop.Handler handler,
            Runnable caughtUp) {
        EventLoop loop =
                new EventLoop(
                        () -> consumer, from, names, handler, new DeadLetters(producer(), topics));
        CompletableFuture<Void> _ = loop.caughtUp().thenRun(caughtUp).toCompletableFuture();
        return loop;
    }

    private Consumer<String, byte @Nullable []> consumer(String name, EventLoop.From from) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "client.id",
                        instance + "-" + name,
                        "enable.auto.commit",
                        "false",
                        // The registry's projection is written in transactions.
                        "isolation.level",
                        "read_committed",
                        // After data was lost at the broker: all that there is, or what is new.
                        "auto.offset.reset",
                        from == EventLoop.From.BEGINNING ? "earliest" : "latest",
                        "reconnect.backoff.max.ms",
                        "500"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private Producer<String, byte[]> producer() {
        // A reader never waits for its dead letters for long.
        return producer(bootstrap, instance + "-dead-letters", Duration.ofMillis(200));
    }

    /** Of few and small records. */
    static Producer<String, byte[]> producer(String bootstrap, String client, Duration maxBlock) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "client.id",
                        client,
                        "max.block.ms",
                        Long.toString(maxBlock.toMillis()),
                        "buffer.memory",
                        "1048576"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    @Override
    public synchronized void close() {
        feeds.forEach(Feed::close);
    }
}
