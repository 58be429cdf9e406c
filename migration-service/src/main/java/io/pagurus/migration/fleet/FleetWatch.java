package io.pagurus.migration.fleet;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.kafka.EventLoop;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Written by the topology's loop alone, read by anybody: one volatile reference to an immutable
 * picture.
 */
public final class FleetWatch implements EventLoop.Handler {

    private static final String NODE_KEY = "node:";

    private volatile Fleet fleet = Fleet.EMPTY;

    public Fleet fleet() {
        return fleet;
    }

    @Override
    public void on(CloudEvent<?> event, ConsumerRecord<String, byte @Nullable []> record) {
        if (event.data() instanceof NodeState node) {
            fleet = fleet.with(node);
        }
    }

    @Override
    public void onTombstone(ConsumerRecord<String, byte @Nullable []> record) {
        String key = record.key();
        if (key != null && key.startsWith(NODE_KEY)) {
            fleet = fleet.without(key.substring(NODE_KEY.length()));
        }
    }
}
