package io.pagurus.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.ClusterEvent;
import io.pagurus.events.Event;
import io.pagurus.events.Evidence;
import io.pagurus.events.NodeHealth;
import io.pagurus.events.Owner;
import io.pagurus.events.SessionEvent;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.WantedState;
import io.pagurus.events.kafka.EventWriter;
import io.pagurus.events.kafka.Topics;
import io.pagurus.gateway.affinity.KnownOwner;
import io.pagurus.gateway.affinity.OwnerCache;
import io.pagurus.gateway.affinity.SessionMoves;
import io.pagurus.gateway.fleet.Fleet;
import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.local.kafka.LocalBroker;
import io.pagurus.local.process.Patience;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What the gateway hears, from a real broker. */
class FeedsTest {

    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);

    private final Fleet fleet = new Fleet();
    private final OwnerCache owners = new OwnerCache(100);

    @Test
    void keepTheLastKnownFleetWhileTheBrokerIsAwayAndHearTheRestWhenItIsBack() {
        try (LocalBroker broker = LocalBroker.start();
                Producer<String, byte[]> producer = producer(broker.bootstrapServers());
                Feeds feeds = feeds(broker.bootstrapServers())) {
            // Given
            EventWriter writer =
                    new EventWriter(
                            producer, TOPICS, "/test", Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
            write(writer, node("hk-1", 1));
            owners.learn("s1", new KnownOwner("hk-1", "hk", 1));
            feeds.start();
            until(fleet::loaded);
            assertThat(inRotation("hk-1")).isTrue();
            until(feeds::connected);
            // When
            broker.kill();
            // Then
            until(() -> !feeds.connected());
            assertThat(inRotation("hk-1")).isTrue();
            broker.restart();
            write(writer, ejected("hk-1", 2));
            write(writer, moved("s1"));
            until(() -> !inRotation("hk-1"));
            until(() -> owners.find("s1").map(KnownOwner::node).orElseThrow().equals("jp-1"));
        }
    }

    @Test
    void beginOnceTheBrokerIsThere() {
        try (LocalBroker broker = LocalBroker.start();
                Producer<String, byte[]> producer = producer(broker.bootstrapServers());
                Feeds feeds = feeds(broker.bootstrapServers())) {
            // Given
            write(
                    new EventWriter(
                            producer, TOPICS, "/test", Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)),
                    node("hk-1", 1));
            broker.kill();
            feeds.start();
            assertThat(fleet.loaded()).isFalse();
            // When
            broker.restart();
            // Then
            until(() -> inRotation("hk-1"));
        }
    }

    private Feeds feeds(String bootstrap) {
        return new Feeds(fleet, new SessionMoves(owners), bootstrap, "gateway-1", "claw.");
    }

    private boolean inRotation(String node) {
        return fleet.snapshot().node(node).filter(FleetNode::inRotation).isPresent();
    }

    private static void until(BooleanSupplier so) {
        assertThat(Patience.of(Duration.ofSeconds(30)).until(so)).isTrue();
    }

    private static void write(EventWriter writer, Event event) {
        writer.write(event).toCompletableFuture().join();
    }

    private static NodeState node(String id, long version) {
        return new NodeState(
                id,
                version,
                "hk",
                "http://127.0.0.1:1",
                100,
                "/health",
                WantedState.ACTIVE,
                NodeHealth.HEALTHY,
                1);
    }

    private static ClusterEvent ejected(String id, long version) {
        Evidence evidence = new Evidence("probes", 3, List.of("h"), Instant.EPOCH, "refused");
        return new ClusterEvent.NodeEjected(id, "hk", 1, version, evidence);
    }

    private static SessionEvent moved(String session) {
        return new SessionEvent.SessionMoved(
                session,
                2,
                new Owner("hk-1", "hk"),
                new Owner("jp-1", "jp"),
                "node-ejected",
                null,
                null,
                Instant.EPOCH);
    }

    private static Producer<String, byte[]> producer(String bootstrap) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap),
                new StringSerializer(),
                new ByteArraySerializer());
    }
}
