package io.pagurus.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Immutable; blocks on files. How the suite of a folder was started, for those who find it there.
 */
record SuiteDescription(StackOptions options) {

    void write(Path file) {
        Properties properties = new Properties();
        properties.setProperty("projectRoot", options.projectRoot().toString());
        properties.setProperty(
                "ports",
                options.ports().numbers().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(",")));
        properties.setProperty("native", Boolean.toString(options.nativeServices()));
        properties.setProperty("brokers", Integer.toString(options.brokers()));
        properties.setProperty("probe.interval", options.probes().interval().toString());
        properties.setProperty("probe.timeout", options.probes().timeout().toString());
        properties.setProperty("probe.failures", Integer.toString(options.probes().failures()));
        try {
            Files.createDirectories(file.getParent());
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, "how this suite was started");
            }
        } catch (IOException notWritten) {
            throw new UncheckedIOException(notWritten);
        }
    }

    /** What was written for the suite of this folder; empty when there never was one. */
    static Optional<SuiteDescription> read(DataFolder folder) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.description())) {
            properties.load(reader);
        } catch (IOException _) {
            return Optional.empty();
        }
        List<Integer> ports = ports(properties.getProperty("ports"));
        // Another version's, with other processes.
        return ports.size() == Ports.OWNERS.size()
                ? Optional.of(new SuiteDescription(options(folder, properties, new Ports(ports))))
                : Optional.empty();
    }

    private static StackOptions options(DataFolder folder, Properties properties, Ports ports) {
        return new StackOptions(
                Path.of(properties.getProperty("projectRoot")),
                folder.path(),
                ports,
                Boolean.parseBoolean(properties.getProperty("native")),
                probes(properties),
                Map.of(),
                null,
                true,
                Integer.parseInt(properties.getProperty("brokers", "1")),
                null);
    }

    private static List<Integer> ports(String text) {
        return Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList();
    }

    private static ProbeSettings probes(Properties properties) {
        return new ProbeSettings(
                Duration.parse(properties.getProperty("probe.interval")),
                Duration.parse(properties.getProperty("probe.timeout")),
                Integer.parseInt(properties.getProperty("probe.failures")));
    }
}
