package io.pagurus.health.registry;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.TopologyChange;
import io.pagurus.events.kafka.EventRecords;
import io.pagurus.events.kafka.Topics;
import io.pagurus.health.registry.Verdict.Unavailable;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Thread-safe; for virtual threads (blocks). Writes a change to the log and waits until the reader
 * has folded it: what the broker acknowledged is not yet so, what the fold accepted is.
 */
final class TopologyLog {

    private final Producer<String, byte[]> producer;
    private final Topics topics;
    private final String source;
    private final Clock clock;
    private final Pending pending;
    private final Duration deadline;

    TopologyLog(
            Producer<String, byte[]> producer,
            Topics topics,
            String source,
            Clock clock,
            Pending pending,
            Duration deadline) {
        this.producer = producer;
        this.topics = topics;
        this.source = source;
        this.clock = clock;
        this.pending = pending;
        this.deadline = deadline;
    }

    Verdict ask(TopologyChange change) {
        String request = UUID.randomUUID().toString();
        Optional<Pending.Ticket> opened = pending.open(request);
        if (opened.isEmpty()) {
            return new Unavailable("too many changes are waiting");
        }
        try (Pending.Ticket ticket = opened.get()) {
            send(change, request, ticket);
            return ticket.await(deadline);
        }
    }

    private void send(TopologyChange change, String request, Pending.Ticket ticket) {
        ProducerRecord<String, byte[]> entry = entry(change, request);
        try {
            var _ =
                    producer.send(
                            entry,
                            (_, failure) -> {
                                if (failure != null) {
                                    ticket.failed(failure.getClass().getSimpleName());
                                }
                            });
        } catch (RuntimeException notSent) {
            ticket.failed(notSent.getClass().getSimpleName());
        }
    }

    private ProducerRecord<String, byte[]> entry(TopologyChange change, String request) {
        CloudEvent<TopologyChange> event =
                new CloudEvent<>(UUID.randomUUID().toString(), source, clock.instant(), change);
        ProducerRecord<String, byte[]> entry = EventRecords.toRecord(topics.topologyLog(), event);
        entry.headers().add(Pending.HEADER, request.getBytes(StandardCharsets.UTF_8));
        return entry;
    }
}
