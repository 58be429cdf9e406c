package io.pagurus.health.registry;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.ClusterEvent.NodeEjected;
import io.pagurus.events.ClusterEvent.NodeReadmitted;
import io.pagurus.events.Event;
import io.pagurus.events.TopologyChange;
import io.pagurus.events.TopologyChange.NodeHealthChanged;
import io.pagurus.events.TopologyState;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.kafka.EventRecords;
import io.pagurus.events.kafka.Topics;
import io.pagurus.health.registry.Verdict.Accepted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Immutable, pure. What the fleet is told of an accepted entry. Id, source and time are the
 * entry's, so that a second projection of it writes the same again.
 */
final class Projection {

    private final Topics topics;

    Projection(Topics topics) {
        this.topics = topics;
    }

    /**
     * @param origin the entry's {@code topic-partition-offset}
     */
    List<ProducerRecord<String, byte[]>> of(
            CloudEvent<?> entry, TopologyChange change, Accepted verdict, String origin) {
        List<ProducerRecord<String, byte[]>> told = new ArrayList<>(2);
        told.add(state(entry, verdict, origin));
        decision(change, verdict).map(event -> record(entry, origin, event)).ifPresent(told::add);
        return told;
    }

    private ProducerRecord<String, byte[]> state(
            CloudEvent<?> entry, Accepted verdict, String origin) {
        TopologyState after = verdict.after();
        if (after != null) {
            return record(entry, origin, after);
        }
        TopologyState before = verdict.before();
        if (before == null) {
            throw new IllegalStateException("a removal of nothing was accepted: " + origin);
        }
        return new ProducerRecord<>(topics.topology(), before.key(), null);
    }

    private static Optional<Event> decision(TopologyChange change, Accepted verdict) {
        if (!(change instanceof NodeHealthChanged asked
                        && verdict.before() instanceof NodeState before
                        && verdict.after() instanceof NodeState after)
                || before.health() == after.health()) {
            return Optional.empty();
        }
        return switch (after.health()) {
            case JOINING -> Optional.empty();
            case EJECTED ->
                    Optional.of(
                            new NodeEjected(
                                    after.nodeId(),
                                    after.region(),
                                    after.incarnation(),
                                    after.version(),
                                    asked.evidence()));
            case HEALTHY ->
                    Optional.of(
                            new NodeReadmitted(
                                    after.nodeId(),
                                    after.region(),
                                    after.incarnation(),
                                    after.version(),
                                    asked.evidence()));
        };
    }

    private ProducerRecord<String, byte[]> record(CloudEvent<?> entry, String origin, Event event) {
        return EventRecords.toRecord(
                topics.of(event), new CloudEvent<>(origin, entry.source(), entry.time(), event));
    }
}
