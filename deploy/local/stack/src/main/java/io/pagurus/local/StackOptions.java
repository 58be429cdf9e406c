package io.pagurus.local;

import io.pagurus.local.kafka.ClusterPlan;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. How a suite is started.
 *
 * @param projectRoot has the modules, built
 * @param dataDir takes data, logs, secrets and process ids; one suite at a time
 * @param nativeServices the four services as native executables
 * @param environment more of it, by process name
 * @param sessionServiceJar runs in session-service's place; for the test that takes the fence away
 * @param keepData whether a start goes on with the data of the last one
 * @param brokers of Kafka: 1 or 3; with three, each record has three copies. Data that was kept of
 *     one number is no use for the other
 * @param linked brokers with faults between them, in place of those; for tests, which then make the
 *     faults. Its ports are its own
 */
public record StackOptions(
        Path projectRoot,
        Path dataDir,
        Ports ports,
        boolean nativeServices,
        ProbeSettings probes,
        Map<String, Map<String, String>> environment,
        @Nullable Path sessionServiceJar,
        boolean keepData,
        int brokers,
        @Nullable ClusterPlan linked) {

    public StackOptions {
        projectRoot = projectRoot.toAbsolutePath().normalize();
        dataDir = dataDir.toAbsolutePath().normalize();
        environment = Map.copyOf(environment);
        if (brokers != 1 && brokers != 3) {
            throw new IllegalArgumentException("brokers: 1 or 3, not " + brokers);
        }
    }

    /** The standard ports, JVM services, fast probes, data kept. */
    public static StackOptions of(Path projectRoot, Path dataDir) {
        return new StackOptions(
                projectRoot,
                dataDir,
                Ports.standard(),
                false,
                ProbeSettings.fast(),
                Map.of(),
                null,
                true,
                1,
                null);
    }

    public StackOptions withPorts(Ports other) {
        return new StackOptions(
                projectRoot,
                dataDir,
                other,
                nativeServices,
                probes,
                environment,
                sessionServiceJar,
                keepData,
                brokers,
                linked);
    }

    public StackOptions withNativeServices(boolean other) {
        return new StackOptions(
                projectRoot,
                dataDir,
                ports,
                other,
                probes,
                environment,
                sessionServiceJar,
                keepData,
                brokers,
                linked);
    }

    public StackOptions withProbes(ProbeSettings other) {
        return new StackOptions(
                projectRoot,
                dataDir,
                ports,
                nativeServices,
                other,
                environment,
                sessionServiceJar,
                keepData,
                brokers,
                linked);
    }

    /** More environment for one process; a name that is set already is replaced. */
    public StackOptions withEnvironment(String process, Map<String, String> more) {
        Map<String, String> own = new TreeMap<>(environment.getOrDefault(process, Map.of()));
        own.putAll(more);
        Map<String, Map<String, String>> all = new TreeMap<>(environment);
        all.put(process, Map.copyOf(own));
        return new StackOptions(
                projectRoot,
                dataDir,
                ports,
                nativeServices,
                probes,
                all,
                sessionServiceJar,
                keepData,
                brokers,
                linked);
    }

    public StackOptions withSessionServiceJar(Path jar) {
        return new StackOptions(
                projectRoot,
                dataDir,
                ports,
                nativeServices,
                probes,
                environment,
                jar,
                keepData,
                brokers,
                linked);
    }

    public StackOptions withKeepData(boolean other) {
        return new StackOptions(
                projectRoot,
                dataDir,
                ports,
                nativeServices,
                probes,
                environment,
                sessionServiceJar,
                other,
                brokers,
                linked);
    }

    public StackOptions withBrokers(int other) {
        return new StackOptions(
                projectRoot,
                dataDir,
                ports,
                nativeServices,
                probes,
                environment,
                sessionServiceJar,
                keepData,
                other,
                linked);
    }

    public StackOptions withLinked(ClusterPlan plan) {
        return new StackOptions(
                projectRoot,
                dataDir,
                ports,
                nativeServices,
                probes,
                environment,
                sessionServiceJar,
                keepData,
                brokers,
                plan);
    }
}
