package io.pagurus.session.routing;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.DirectoryEvent.PartitionServed;
import io.pagurus.events.kafka.EventLoop;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. Which instance serves which partition, as the instances say. The last word counts. A
 * word that is wrong costs a detour: whoever is asked says that it is not his.
 */
public final class PartitionDirectory implements EventLoop.Handler {

    private final ConcurrentMap<Integer, PartitionServed> served = new ConcurrentHashMap<>();

    @Override
    public void on(CloudEvent<?> event, ConsumerRecord<String, byte @Nullable []> record) {
        if (event.data() instanceof PartitionServed said) {
            served.put(said.partition(), said);
        }
    }

    /** Who serves a partition; empty until somebody said so. */
    public Optional<PartitionServed> at(int partition) {
        return Optional.ofNullable(served.get(partition));
    }

    /** By partition, who serves it. */
    public Map<Integer, PartitionServed> all() {
        return Map.copyOf(served);
    }
}
