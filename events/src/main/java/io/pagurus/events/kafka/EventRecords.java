package io.pagurus.events.kafka;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.Decoded;
import io.pagurus.events.EventCodec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Thread-safe. Events as Kafka records and back. */
public final class EventRecords {

    private EventRecords() {}

    /** The record to send; the key decides the partition. */
    public static ProducerRecord<String, byte[]> toRecord(String topic, CloudEvent<?> event) {
        ProducerRecord<String, byte[]> sent =
                new ProducerRecord<>(topic, event.data().key(), EventCodec.data(event.data()));
        for (Map.Entry<String, String> header : EventCodec.headers(event)) {
            sent.headers().add(header.getKey(), header.getValue().getBytes(StandardCharsets.UTF_8));
        }
        return sent;
    }

    /** What a record that was read says. */
    public static Decoded decode(ConsumerRecord<String, byte @Nullable []> read) {
        return EventCodec.decode(name -> header(read.headers(), name), read.value());
    }

    /** A header's last value as text; null where there is none. */
    public static @Nullable String header(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }
}
