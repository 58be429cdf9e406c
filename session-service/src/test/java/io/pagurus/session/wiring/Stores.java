package io.pagurus.session.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.kafka.Topics;
import io.pagurus.local.kafka.LocalBroker;
import io.pagurus.local.process.Patience;
import io.pagurus.local.redis.LocalRedis;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Confined to a test class. One broker and one Redis for all its tests; each test has topics of its
 * own, and its stores are closed behind it.
 */
final class Stores
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final List<RealStore> opened = new ArrayList<>();
    private @Nullable LocalBroker kafka;
    private @Nullable LocalRedis redis;
    private int tests;
    private Topics topics = new Topics("");

    /** Something to be that may take interrupts. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws InterruptedException;
    }

    /**
     * @param name what the topics of its tests begin with
     */
    Stores(String name) {
        this.name = name;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        redis = LocalRedis.start();
        kafka = LocalBroker.start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        topics = new Topics(name + tests++ + ".");
        kafka().createTopics(topics);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        opened.forEach(RealStore::close);
        opened.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        kafka().close();
        redis().close();
    }

    /** One that serves all partitions, or its share of them. */
    RealStore open() {
        return open("store-1");
    }

    RealStore open(String instance) {
        return open(instance, Map.of());
    }

    /**
     * @param more settings of the service
     */
    RealStore open(String instance, Map<String, String> more) {
        RealStore store = begin(instance, more);
        eventually(store.reader::placed);
        return store;
    }

    /** Does not wait until it serves. */
    RealStore begin(String instance, Map<String, String> more) {
        RealStore store =
                new RealStore(
                        kafka().bootstrapServers(), redis().uri(), topics.prefix(), instance, more);
        opened.add(store);
        return store;
    }

    /** Closes it before the test is over. */
    void close(RealStore store) {
        opened.remove(store);
        store.close();
    }

    /** What a restart does. */
    RealStore reopen(RealStore store) {
        close(store);
        return open();
    }

    /** Those that are not closed. */
    List<RealStore> opened() {
        return List.copyOf(opened);
    }

    /** All that Redis had is gone. */
    void replaceRedis() {
        redis().close();
        redis = LocalRedis.start();
    }

    LocalBroker kafka() {
        return Objects.requireNonNull(kafka);
    }

    LocalRedis redis() {
        return Objects.requireNonNull(redis);
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", kafka().bootstrapServers()));
    }

    /** What stands in a topic, without the marks of sweeps. */
    List<ConsumerRecord<String, byte @Nullable []>> records(String topic) {
        return TopicContent.of(kafka(), topic, 0).stream()
                .filter(read -> !"#sweep".equals(read.key()))
                .toList();
    }

    /** The places that have the canary's word in clear. */
    List<String> findings() {
        Vertx vertx = Vertx.vertx();
        try {
            return Canary.foundIn(
                    kafka().bootstrapServers(),
                    topics.prefix(),
                    Redis.createClient(vertx, redis().uri()));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    Topics topics() {
        return topics;
    }

    static void eventually(Condition condition) {
        eventually(PATIENCE, condition);
    }

    static void eventually(Duration limit, Condition condition) {
        assertThat(
                        Patience.of(limit)
                                .until(() -> {
                                    try {
                                        return condition.holds();
                                    } catch (InterruptedException stop) {
                                        throw new IllegalStateException(stop);
                                    }
                                }))
                .isTrue();
    }
}
