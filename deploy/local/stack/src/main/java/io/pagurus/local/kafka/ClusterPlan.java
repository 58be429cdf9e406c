package io.pagurus.local.kafka;

import io.pagurus.local.process.Launch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Immutable. The brokers of a cluster, each broker and controller at once; their numbers begin with
 * 1.
 *
 * @param id the cluster's; part of the data, so the same at each start on the same data
 */
public record ClusterPlan(String id, List<BrokerPlan> brokers) {

    private static final String HOST = "127.0.0.1";

    public ClusterPlan {
        brokers = List.copyOf(brokers);
        if (brokers.isEmpty()) {
            throw new IllegalArgumentException("no brokers");
        }
    }

    /** A cluster's id, made of any text: the same text, the same id. */
    public static String idOf(String text) {
        UUID hash = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
        bytes.putLong(hash.getMostSignificantBits()).putLong(hash.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    public int size() {
        return brokers.size();
    }

    /** The copies that a topic has here. */
    public int copies() {
        return Math.min(size(), 3);
    }

    /** How the process of a broker is called: {@code kafka}, {@code kafka-2}, {@code kafka-3}. */
    public static String name(int broker) {
        return broker == 1 ? "kafka" : "kafka-" + broker;
    }

    BrokerPlan broker(int number) {
        return brokers.get(number - 1);
    }

    public String bootstrapServers() {
        return brokers.stream()
                .map(broker -> HOST + ":" + broker.port())
                .collect(Collectors.joining(","));
    }

    /** How a broker is started. */
    public Launch launch(int broker, Path data, Path log) {
        return BrokerLaunch.of(this, broker, data, log);
    }

    String voters() {
        return IntStream.rangeClosed(1, size())
                .mapToObj(number -> number + "@" + HOST + ":" + broker(number).controllerPort())
                .collect(Collectors.joining(","));
    }

    /** So many brokers on these ports, two for each. */
    public static ClusterPlan on(String id, List<Integer> ports) {
        List<BrokerPlan> brokers = new ArrayList<>();
        for (int i = 0; i < ports.size(); i += 2) {
            brokers.add(new BrokerPlan(ports.get(i), ports.get(i + 1), Map.of()));
        }
        return new ClusterPlan(id, brokers);
    }
}
