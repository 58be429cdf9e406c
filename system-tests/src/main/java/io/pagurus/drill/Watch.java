package io.pagurus.drill;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.ClusterEvent;
import io.pagurus.events.ClusterEvent.NodeEjected;
import io.pagurus.events.ClusterEvent.NodeReadmitted;
import io.pagurus.events.Decoded;
import io.pagurus.events.SessionEvent;
import io.pagurus.events.SessionEvent.SessionMoved;
import io.pagurus.events.SessionEvent.WriteRefused;
import io.pagurus.events.kafka.Topics;
import io.pagurus.history.EventReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Confined to one thread, which it blocks. What the suite has said of a node so far, on {@code
 * claw.cluster.events} and {@code claw.session.events}.
 */
final class Watch implements AutoCloseable {

    private final EventReader cluster;
    private final EventReader sessions;
    private final List<CloudEvent<?>> clusterEvents = new ArrayList<>();
    private final List<CloudEvent<?>> sessionEvents = new ArrayList<>();

    Watch(String kafka, Topics topics) {
        this.cluster = new EventReader(kafka, topics.clusterEvents());
        this.sessions = new EventReader(kafka, topics.sessionEvents());
    }

    Optional<Instant> ejected(String node, Instant since) {
        return first(since, event -> event instanceof NodeEjected it && it.nodeId().equals(node));
    }

    Optional<Instant> readmitted(String node, Instant since) {
        return first(
                since, event -> event instanceof NodeReadmitted it && it.nodeId().equals(node));
    }

    private Optional<Instant> first(Instant since, Predicate<ClusterEvent> wanted) {
        readOn(cluster, clusterEvents);
        return clusterEvents.stream()
                .filter(event -> !event.time().isBefore(since))
                .filter(event -> event.data() instanceof ClusterEvent it && wanted.test(it))
                .map(CloudEvent::time)
                .findFirst();
    }

    /** Sessions that left the node. */
    List<SessionMoved> movedAway(String node, Instant since) {
        List<SessionMoved> moves = new ArrayList<>();
        for (SessionEvent event : sessionEventsSince(since)) {
            if (event instanceof SessionMoved moved && moved.from().node().equals(node)) {
                moves.add(moved);
            }
        }
        return moves;
    }

    List<WriteRefused> refusedWrites(String node, Instant since) {
        List<WriteRefused> refusals = new ArrayList<>();
        for (SessionEvent event : sessionEventsSince(since)) {
            if (event instanceof WriteRefused refused && refused.node().equals(node)) {
                refusals.add(refused);
            }
        }
        return refusals;
    }

    private List<SessionEvent> sessionEventsSince(Instant since) {
        readOn(sessions, sessionEvents);
        List<SessionEvent> recent = new ArrayList<>();
        for (CloudEvent<?> event : sessionEvents) {
            if (!event.time().isBefore(since) && event.data() instanceof SessionEvent it) {
                recent.add(it);
            }
        }
        return recent;
    }

    private static void readOn(EventReader reader, List<CloudEvent<?>> into) {
        reader.readToEnd().stream()
                .map(EventReader.ReadEvent::decoded)
                .forEach(decoded -> {
                    if (decoded instanceof Decoded.Known(CloudEvent<?> event)) {
                        into.add(event);
                    }
                });
    }

    @Override
    public void close() {
        cluster.close();
        sessions.close();
    }
}
