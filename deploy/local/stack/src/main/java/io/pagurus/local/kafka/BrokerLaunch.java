package io.pagurus.local.kafka;

import io.pagurus.local.broker.BrokerMain;
import io.pagurus.local.process.Launch;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Thread-safe. The broker's JVM. Its class path is the one that the broker's own module was built
 * with, and no part of the caller's, which has other versions of the same classes.
 */
final class BrokerLaunch {

    private static final String CLASS_PATH = "/META-INF/pagurus/broker.classpath";

    private BrokerLaunch() {}

    static Launch of(ClusterPlan cluster, int number, Path data, Path log) {
        return new Launch(
                ClusterPlan.name(number),
                List.of(
                        Launch.java(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        // Kafka still uses what JDK 25 warns of.
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath(),
                        BrokerMain.class.getName()),
                environment(cluster, number, data.toAbsolutePath()),
                data.toAbsolutePath(),
                log);
    }

    private static Map<String, String> environment(ClusterPlan cluster, int number, Path data) {
        BrokerPlan broker = cluster.broker(number);
        return Map.of(
                "PAGURUS_BROKER_ID",
                Integer.toString(number),
                "PAGURUS_BROKER_PORT",
                Integer.toString(broker.port()),
                "PAGURUS_BROKER_CONTROLLER_PORT",
                Integer.toString(broker.controllerPort()),
                "PAGURUS_BROKER_VOTERS",
                cluster.voters(),
                "PAGURUS_BROKER_CLUSTER_ID",
                cluster.id(),
                "PAGURUS_BROKER_DIR",
                data.toString(),
                "PAGURUS_BROKER_PROPERTIES",
                lines(broker.special()));
    }

    private static String lines(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String classPath() {
        try (InputStream listed = BrokerMain.class.getResourceAsStream(CLASS_PATH)) {
            if (listed == null) {
                throw new IllegalStateException("local-broker was built without " + CLASS_PATH);
            }
            String libraries = new String(listed.readAllBytes(), StandardCharsets.UTF_8);
            return own() + File.pathSeparator + libraries.strip().replace("|", File.pathSeparator);
        } catch (IOException notRead) {
            throw new UncheckedIOException(notRead);
        }
    }

    /** The jar or folder that has the broker's main class. */
    private static Path own() {
        String file = BrokerMain.class.getSimpleName() + ".class";
        URL found = BrokerMain.class.getResource(file);
        if (found == null) {
            throw new IllegalStateException("local-broker is not on the class path");
        }
        String where = found.toString();
        String entry = BrokerMain.class.getName().replace('.', '/') + ".class";
        String root = where.substring(0, where.length() - entry.length());
        return root.startsWith("jar:")
                ? Path.of(URI.create(root.substring("jar:".length(), root.lastIndexOf('!'))))
                : Path.of(URI.create(root));
    }
}
