package io.pagurus.gateway.fleet;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.ClusterEvent;
import io.pagurus.events.TopologyState;
import io.pagurus.events.kafka.EventLoop;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Written by one thread, the one that reads Kafka; read by any. Holds the last known snapshot,
 * which stays as it is while Kafka is away, and says when a node has left the rotation or the
 * registry.
 */
public final class Fleet implements EventLoop.Handler {

    /**
     * The writer's own: half a registry, read from its beginning, shows nodes as they once were.
     */
    private FleetSnapshot building = FleetSnapshot.EMPTY;

    private volatile FleetSnapshot snapshot = FleetSnapshot.EMPTY;
    private volatile boolean loaded;
    private volatile Consumer<FleetNode> nodeLeft = _ -> {};
    private volatile Consumer<String> nodeForgotten = _ -> {};

    /** The picture to decide on, empty until loaded; take it once for one decision. */
    public FleetSnapshot snapshot() {
        return snapshot;
    }

    /** Whether the registry has been read to its end once: before that, absence says nothing. */
    public boolean loaded() {
        return loaded;
    }

    /** To be called on the writer's thread once the registry has been read to its end. */
    public void markLoaded() {
        loaded = true;
        publish(building);
    }

    /**
     * Names who is told that a node has left, with the node as it was in rotation. Called on the
     * writer's thread, which must not be held up.
     */
    public void onNodeLeft(Consumer<FleetNode> listener) {
        nodeLeft = listener;
    }

    /** Names who is told the id of a node that is no longer registered; as {@link #onNodeLeft}. */
    public void onNodeForgotten(Consumer<String> listener) {
        nodeForgotten = listener;
    }

    @Override
    public void on(CloudEvent<?> event, ConsumerRecord<String, byte @Nullable []> read) {
        switch (event.data()) {
            case TopologyState state -> change(building.with(state));
            case ClusterEvent decided -> change(building.with(decided));
            default -> {
                // Other events do not belong to the two topics; a newer peer may think otherwise.
            }
        }
    }

    @Override
    public void onTombstone(ConsumerRecord<String, byte @Nullable []> read) {
        change(building.without(read.key()));
    }

    private void change(FleetSnapshot next) {
        building = next;
        if (loaded) {
            publish(next);
        }
    }

    private void publish(FleetSnapshot next) {
        FleetSnapshot before = snapshot;
        snapshot = next;
        for (FleetNode was : before.nodes()) {
            if (was.inRotation() && !stillServes(next, was)) {
                nodeLeft.accept(was);
            }
            if (next.node(was.id()).isEmpty()) {
                nodeForgotten.accept(was.id());
            }
        }
    }

    private static boolean stillServes(FleetSnapshot next, FleetNode was) {
        return next.node(was.id())
                .filter(now -> now.inRotation() && now.incarnation() == was.incarnation())
                .isPresent();
    }
}
