package io.pagurus.health;

import java.util.HashMap;
import java.util.Map;
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
 * Immutable. Makes Kafka clients. The timeouts are short: a change that takes longer is better
 * decided anew, from a fresh probe, than written late.
 */
final class KafkaClients {

    private static final int REQUEST_MILLIS = 1_500;
    private static final int DELIVERY_MILLIS = 3_000;
    private static final int BLOCK_MILLIS = 1_000;
    private static final int TRANSACTION_BLOCK_MILLIS = 3_000;

    /** After this the broker ends what a killed instance had begun. */
    private static final int TRANSACTION_MILLIS = 10_000;

    private final Map<String, Object> common;
    private final String clientId;

    /**
     * @param common what holds for every client: bootstrap servers, security
     */
    KafkaClients(Map<String, Object> common, String clientId) {
        this.common = Map.copyOf(common);
        this.clientId = clientId;
    }

    Producer<String, byte[]> producer(String purpose) {
        return new KafkaProducer<>(
                producing(purpose, BLOCK_MILLIS),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** A producer that fences every earlier one of the same transactional id. */
    Producer<String, byte[]> transactional(String transactionalId) {
        Map<String, Object> settings = producing(transactionalId, TRANSACTION_BLOCK_MILLIS);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> producing(String purpose, int blockMillis) {
        Map<String, Object> settings = new HashMap<>(common);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId + "-" + purpose);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, blockMillis);
        reconnectSoon(settings);
        return settings;
    }

    Consumer<String, byte @Nullable []> consumer(String group) {
        Map<String, Object> settings = new HashMap<>(common);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId + "-reader");
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TRANSACTION_BLOCK_MILLIS);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        reconnectSoon(settings);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static void reconnectSoon(Map<String, Object> settings) {
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 50L);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
    }
}
