package io.pagurus.local;

import io.pagurus.local.process.FreePorts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Immutable. Who listens where on the loopback address.
 *
 * @param numbers the ports in the order of {@link #OWNERS}
 */
public record Ports(List<Integer> numbers) {

    /** The ports' owners; a process with two ports is there twice. */
    static final List<String> OWNERS =
            List.of(
                    "redis",
                    "kafka",
                    "kafka",
                    "session-service",
                    "health-service",
                    "migration-service",
                    "gateway-1",
                    "gateway-1",
                    "gateway-2",
                    "gateway-2",
                    "hk-1",
                    "jp-1",
                    "us-1",
                    "kafka-2",
                    "kafka-2",
                    "kafka-3",
                    "kafka-3");

    /** What is there however many brokers run. */
    private static final int OF_ONE_BROKER = 13;

    private static final Ports STANDARD =
            new Ports(
                    List.of(
                            7379, 7392, 7393, 7301, 7302, 7303, 7080, 7081, 7180, 7181, 7401, 7402,
                            7403, 7394, 7395, 7396, 7397));

    public Ports {
        if (numbers.size() != OWNERS.size()) {
            throw new IllegalArgumentException(OWNERS.size() + " ports are needed: " + numbers);
        }
        for (int port : numbers) {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("no port: " + port);
            }
        }
        numbers = List.copyOf(numbers);
    }

    /** Those of {@code docs/services.md}. */
    public static Ports standard() {
        return STANDARD;
    }

    /** Ports that nobody listens on at this moment. */
    public static Ports free() {
        return new Ports(FreePorts.find(OWNERS.size()));
    }

    /** All of them, so many higher. */
    public Ports shifted(int offset) {
        IntUnaryOperator shift = port -> port + offset;
        return new Ports(numbers.stream().mapToInt(Integer::intValue).map(shift).boxed().toList());
    }

    public int redis() {
        return numbers.get(0);
    }

    /** Of so many brokers: for each, the port for clients and the one of the quorum. */
    public List<Integer> kafka(int brokers) {
        List<Integer> all = new ArrayList<>(numbers.subList(1, 3));
        all.addAll(numbers.subList(OF_ONE_BROKER, OF_ONE_BROKER + 2 * (brokers - 1)));
        return all;
    }

    public int sessionService() {
        return numbers.get(3);
    }

    public int healthService() {
        return numbers.get(4);
    }

    public int migrationService() {
        return numbers.get(5);
    }

    /**
     * A gateway's port for clients.
     *
     * @param number 1 or 2
     */
    public int edge(int number) {
        return numbers.get(4 + 2 * number);
    }

    /**
     * A gateway's port for operators.
     *
     * @param number 1 or 2
     */
    public int admin(int number) {
        return numbers.get(5 + 2 * number);
    }

    public int node(String id) {
        return numbers.get(OWNERS.indexOf(id));
    }

    /** What cannot be listened on: each as a line for a person. */
    public List<String> taken(int brokers) {
        return IntStream.range(0, OF_ONE_BROKER + 2 * (brokers - 1))
                .filter(i -> !FreePorts.isFree(numbers.get(i)))
                .mapToObj(
                        i -> "port " + numbers.get(i) + " is taken, " + OWNERS.get(i) + " needs it")
                .toList();
    }
}
