package io.pagurus.bench.edge;

import io.pagurus.bench.edge.load.Requests;
import io.pagurus.bench.edge.proxy.Contender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What is measured, and how much of it.
 *
 * @param projectRoot has the gateway, built
 * @param parts that are measured; the others are null in the report
 * @param contenders that are measured
 * @param install whether what is missing is installed
 * @param heap the most that the gateway's heap may take, such as {@code 512m}
 * @param warmup how long the gateway runs before each part is measured: a JVM compiles what it has
 *     seen, and one kind of load says little of another
 * @param sizes how much
 * @param requests the keep-alive clients' row of requests
 * @param settings of the gateway, by environment variable, for what a change of one costs
 * @param profiles takes flight recordings of the gateway; null for none, which is faster
 */
public record EdgeOptions(
        Path projectRoot,
        Set<Part> parts,
        Set<Contender> contenders,
        boolean install,
        String heap,
        Duration warmup,
        Sizes sizes,
        Requests requests,
        Map<String, String> settings,
        @Nullable Path profiles) {

    /**
     * Immutable.
     *
     * @param rounds by turns over all proxies, so that what changes on the machine hits all alike
     * @param round how long each is
     * @param connections that are kept, or are opened at once
     * @param streams of events
     * @param eventsPerSecond over all streams
     * @param fewSockets from which on the memory of WebSockets is counted
     * @param sockets up to which
     * @param quiet how long they stay before memory is read
     */
    public record Sizes(
            int rounds,
            Duration round,
            int connections,
            int streams,
            int eventsPerSecond,
            int fewSockets,
            int sockets,
            Duration quiet) {

        /** Those that the figures in the documents are of. */
        public static final Sizes STANDARD =
                new Sizes(
                        5,
                        Duration.ofSeconds(4),
                        64,
                        5_000,
                        10_000,
                        1_000,
                        8_000,
                        Duration.ofSeconds(3));

        /** Both ends of every connection, and some for the rest. */
        int openFiles() {
            return 2 * Math.max(streams, sockets) + 2_000;
        }
    }

    public EdgeOptions {
        projectRoot = projectRoot.toAbsolutePath().normalize();
        parts = parts.isEmpty() ? EnumSet.allOf(Part.class) : EnumSet.copyOf(parts);
        settings = Map.copyOf(settings);
        contenders =
                contenders.isEmpty() ? EnumSet.allOf(Contender.class) : EnumSet.copyOf(contenders);
    }
}
