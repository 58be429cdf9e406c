package io.pagurus.events.kafka;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. Sends what a reader cannot use to its topic's dead-letter topic, as it was, with the
 * headers {@code pagurus_reason} and {@code pagurus_origin} (topic-partition-offset) added.
 */
public final class DeadLetters {

    private final Producer<String, byte[]> producer;
    private final Topics topics;
    private final LongAdder sent = new LongAdder();
    private final LongAdder lost = new LongAdder();

    public DeadLetters(Producer<String, byte[]> producer, Topics topics) {
        this.producer = producer;
        this.topics = topics;
    }

    /** Sends a record on; the reader does not wait for it. */
    public void send(ConsumerRecord<String, byte @Nullable []> read, String reason) {
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(
                        topics.deadLetters(read.topic()),
                        null,
                        read.key(),
                        read.value(),
                        read.headers());
        letter.headers().add("pagurus_reason", reason.getBytes(StandardCharsets.UTF_8));
        letter.headers().add("pagurus_origin", origin(read).getBytes(StandardCharsets.UTF_8));
        try {
            var _ =
                    producer.send(
                            letter, (_, failure) -> (failure == null ? sent : lost).increment());
        } catch (RuntimeException notSent) {
            lost.increment();
        }
    }

    /** How many records the dead-letter topics have taken. */
    public long sent() {
        return sent.sum();
    }

    /** How many records could not be sent there either. */
    public long lost() {
        return lost.sum();
    }

    /** Names a record: {@code topic-partition-offset}. */
    public static String origin(ConsumerRecord<?, ?> read) {
        return read.topic() + "-" + read.partition() + "-" + read.offset();
    }
}
