package io.pagurus.events.kafka;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.Event;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Thread-safe. Writes a service's own events to their topics. What waits for the broker is bounded
 * by the producer's {@code buffer.memory}, {@code max.block.ms} and {@code delivery.timeout.ms}.
 */
public final class EventWriter {

    private final Producer<String, byte[]> producer;
    private final Topics topics;
    private final String source;
    private final Clock clock;

    /**
     * @param source the CloudEvents source of what is written, such as {@code /health-service/h1}
     */
    public EventWriter(
            Producer<String, byte[]> producer, Topics topics, String source, Clock clock) {
        this.producer = producer;
        this.topics = topics;
        this.source = source;
        this.clock = clock;
    }

    /** Writes an event under a fresh id. */
    public CompletionStage<RecordMetadata> write(Event event) {
        return write(UUID.randomUUID().toString(), event);
    }

    /**
     * Writes an event under a given id.
     *
     * @return where the brokers put it, once all in-sync replicas have it; fails with Kafka's
     *     exception when it may not have been written
     */
    public CompletionStage<RecordMetadata> write(String id, Event event) {
        return send(record(id, event));
    }

    /** Writes an event under a fresh id into a partition that its key does not say. */
    public CompletionStage<RecordMetadata> write(int partition, Event event) {
        ProducerRecord<String, byte[]> any = record(UUID.randomUUID().toString(), event);
        return send(
                new ProducerRecord<>(
                        any.topic(), partition, any.key(), any.value(), any.headers()));
    }

    private ProducerRecord<String, byte[]> record(String id, Event event) {
        return EventRecords.toRecord(
                topics.of(event), new CloudEvent<>(id, source, clock.instant(), event));
    }

    private CompletionStage<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
        CompletableFuture<RecordMetadata> written = new CompletableFuture<>();
        try {
            var _ =
                    producer.send(
                            record,
                            (metadata, failure) -> {
                                if (failure == null) {
                                    written.complete(metadata);
                                } else {
                                    written.completeExceptionally(failure);
                                }
                            });
        } catch (RuntimeException notSent) {
            written.completeExceptionally(notSent);
        }
        return written;
    }
}
