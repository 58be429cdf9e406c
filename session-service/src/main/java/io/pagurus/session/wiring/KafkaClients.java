package io.pagurus.session.wiring;

import io.pagurus.session.journal.GradualAssignor;
import io.pagurus.session.journal.JournalSettings;
import io.pagurus.session.snapshot.SnapshotWriter;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. Makes the Kafka clients, on top of whatever {@code kafka.*} configures (bootstrap
 * servers, security). The timeouts come from the measured broker kill: fast enough that a dead
 * broker costs a request, not its deadline.
 */
@Singleton
final class KafkaClients {

    private static final int REQUEST_TIMEOUT_MILLIS = 1_500;
    private static final int SNAPSHOT_MILLIS = 5_000;
    private static final int FETCH_WAIT_MILLIS = 50;
    private static final int FETCH_BYTES = 8 * 1024 * 1024;
    private static final int SCAN_BYTES = 1024 * 1024;

    private final Map<String, Object> configured;
    private final InstanceSettings instance;
    private final JournalSettings journal;

    @Inject
    KafkaClients(
            @Identifier("default-kafka-broker") Map<String, Object> configured,
            InstanceSettings instance,
            JournalSettings journal) {
        this.configured = configured;
        this.instance = instance;
        this.journal = journal;
    }

    /** For entries: one acknowledged by all, and nothing that waits to gather a batch. */
    Producer<String, byte[]> journalProducer() {
        return producer("journal", (int) journal.deadline().toMillis());
    }

    /** For what follows from entries; apart, so that it never fills the journal's buffer. */
    Producer<String, byte[]> eventsProducer() {
        return producer("events", 5_000);
    }

    /** For the sessions' wrapped keys; a first commit waits for it. */
    Producer<String, byte @Nullable []> keysProducer() {
        return new KafkaProducer<>(
                reliable("keys", (int) journal.deadline().toMillis()),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private Producer<String, byte[]> producer(String name, int deliveryMillis) {
        return new KafkaProducer<>(
                reliable(name, deliveryMillis), new StringSerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> reliable(String name, int deliveryMillis) {
        Map<String, Object> config = common(name);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * 1024 * 1024);
        config.put(
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.min(REQUEST_TIMEOUT_MILLIS, deliveryMillis));
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryMillis);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) deliveryMillis);
        config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 50L);
        config.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 200L);
        return config;
    }

    /**
     * Reads this instance's share of the journal. It keeps its place in the group over a restart,
     * so a process that is back at once takes nothing from the others; one that is stopped leaves.
     */
    Consumer<String, byte @Nullable []> journalConsumer() {
        Map<String, Object> config = consumer("journal");
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group());
        config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance.instance());
        config.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                GradualAssignor.class.getName());
        config.put(GradualAssignor.MOVED_AT_ONCE, journal.movedAtOnce());
        config.put(
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                (int) journal.sessionTimeout().toMillis());
        config.put(
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) journal.heartbeat().toMillis());
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return kafkaConsumer(config);
    }

    /** The group that all instances are in. */
    String group() {
        return instance.topicPrefix() + "session-service";
    }

    /** Reads what is committed of snapshots. */
    Consumer<String, byte @Nullable []> snapshotConsumer() {
        Map<String, Object> config = consumer("snapshot");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        return kafkaConsumer(config);
    }

    /** Reads who serves which partition. */
    Consumer<String, byte @Nullable []> directoryConsumer() {
        Map<String, Object> config = consumer("directory");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return kafkaConsumer(config);
    }

    /** Writes snapshots; a process that is started again ends what the one before left open. */
    Producer<String, byte @Nullable []> snapshotProducer() {
        Map<String, Object> config = reliable("snapshot", SNAPSHOT_MILLIS);
        config.put(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                instance.topicPrefix() + "session-service." + instance.instance());
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 2 * SNAPSHOT_MILLIS);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, SnapshotWriter.MOST_RECORD_BYTES);
        return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    }

    /** Reads parts of topics again, often one record: what else comes with it is for nothing. */
    Consumer<String, byte @Nullable []> scanConsumer() {
        Map<String, Object> config = consumer("scan");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, SCAN_BYTES);
        return kafkaConsumer(config);
    }

    private static Consumer<String, byte @Nullable []> kafkaConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> consumer(String name) {
        Map<String, Object> config = common(name);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1_000);
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 3_000);
        // A partition that is added waits for the fetch that is under way.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        config.put(ConsumerConfig.RETRY_BACKOFF_MS_CONFIG, 50L);
        config.put(ConsumerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 200L);
        return config;
    }

    Admin admin() {
        return Admin.create(adminConfig());
    }

    Map<String, Object> adminConfig() {
        Map<String, Object> config = common("admin");
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_000);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 1_000);
        return config;
    }

    private Map<String, Object> common(String name) {
        Map<String, Object> config = new HashMap<>(configured);
        config.put("client.id", instance.instance() + "-" + name);
        config.put("reconnect.backoff.ms", 50L);
        config.put("reconnect.backoff.max.ms", 500L);
        config.put("socket.connection.setup.timeout.ms", 1_000L);
        config.put("socket.connection.setup.timeout.max.ms", 2_000L);
        config.put("metadata.max.age.ms", 30_000L);
        // Nobody asks the brokers for their clients' metrics, and they cost a part of each start.
        config.put("enable.metrics.push", false);
        return config;
    }
}
