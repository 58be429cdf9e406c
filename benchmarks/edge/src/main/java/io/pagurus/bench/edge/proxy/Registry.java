package io.pagurus.bench.edge.proxy;

import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.WantedState;
import io.pagurus.events.kafka.EventWriter;
import io.pagurus.events.kafka.Topics;
import io.pagurus.local.kafka.LocalBroker;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Thread-safe; blocks. A real broker with the registry's projection: one node, the origin. It
 * stands in for health-service, which has nothing more to say while all is well.
 */
public final class Registry implements AutoCloseable {

    private final LocalBroker broker = LocalBroker.start();

    public Registry(int origin, Clock clock) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            NodeState node =
                    new NodeState(
                            "hk-1",
                            1,
                            "hk",
                            "http://127.0.0.1:" + origin,
                            100,
                            "/health",
                            WantedState.ACTIVE,
                            NodeHealth.HEALTHY,
                            1);
            var _ =
                    new EventWriter(producer, new Topics(Topics.DEFAULT_PREFIX), "/bench", clock)
                            .write(node)
                            .toCompletableFuture()
                            .join();
        }
    }

    String kafka() {
        return broker.bootstrapServers();
    }

    @Override
    public void close() {
        broker.close();
    }
}
