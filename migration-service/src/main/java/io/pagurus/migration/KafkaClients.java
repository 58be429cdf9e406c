package io.pagurus.migration;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
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

/** Immutable. Makes Kafka clients. */
final class KafkaClients {

    /** After this a write has failed, and is tried again with the same event id. */
    static final Duration DELIVERY = Duration.ofSeconds(5);

    private static final int REQUEST_MILLIS = 2_000;
    private static final int BLOCK_MILLIS = 2_000;
    private static final int API_MILLIS = 5_000;

    /** On top of what a migration takes: publishing its end while the brokers are away. */
    private static final Duration POLL_MARGIN = Duration.ofMinutes(5);

    private final Map<String, Object> common;
    private final String instance;

    /**
     * Makes clients of one cluster.
     *
     * @param common what holds for every client: bootstrap servers, security
     */
    KafkaClients(Map<String, Object> common, String instance) {
        this.common = Map.copyOf(common);
        this.instance = instance;
    }

    Producer<String, byte[]> producer() {
        Map<String, Object> settings = client("events");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** Reads what it is assigned, outside any group. */
    Consumer<String, byte @Nullable []> reader(String purpose) {
        return consumer(reading(purpose));
    }

    /**
     * Reads a group's share, one record at a time: its position is committed only when the
     * migration that the record began has ended. As a static member it gets its share back at once
     * when it is restarted.
     */
    Consumer<String, byte @Nullable []> member(
            String group, Duration sessionTimeout, Duration deadline) {
        Map<String, Object> settings = reading("intake");
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) sessionTimeout.toMillis());
        settings.put(
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) sessionTimeout.toMillis() / 3);
        settings.put(
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                (int) deadline.plus(POLL_MARGIN).toMillis());
        return consumer(settings);
    }

    private static Consumer<String, byte @Nullable []> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> reading(String purpose) {
        Map<String, Object> settings = client(purpose);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_MILLIS);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, API_MILLIS);
        return settings;
    }

    private Map<String, Object> client(String purpose) {
        Map<String, Object> settings = new HashMap<>(common);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, instance + "-" + purpose);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 50L);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
        return settings;
    }
}
