package io.pagurus.local.launcher;

import io.pagurus.local.Ports;
import io.pagurus.local.ProbeSettings;
import io.pagurus.local.StackFailure;
import io.pagurus.local.StackOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Confined to the main thread. The options that say how a suite is started. */
final class SuiteSettings {

    @Option(
            names = "--native",
            negatable = true,
            description = "Run the services as native executables; ./pagurus native builds them.")
    private boolean nativeServices;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            defaultValue = "0",
            description = "Add N to every port.")
    private int portOffset;

    @Option(
            names = "--probe-interval",
            paramLabel = "TIME",
            defaultValue = "",
            description = "Pause between two probes of a node, such as 500ms or 15s.")
    private String probeInterval = "";

    @Option(
            names = "--brokers",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Kafka brokers, 1 or 3; data that was kept of one is no use for the other.")
    private int brokers;

    int portOffset() {
        return portOffset;
    }

    StackOptions options(Path data, ProbeSettings probes) {
        return StackOptions.of(Workplace.root(), data)
                .withPorts(ports())
                .withNativeServices(nativeServices)
                .withBrokers(brokers())
                .withProbes(probeInterval.isEmpty() ? probes : every(duration(probeInterval)));
    }

    private int brokers() {
        if (brokers == 1 || brokers == 3) {
            return brokers;
        }
        throw new StackFailure("--brokers " + brokers + ": 1 or 3");
    }

    private Ports ports() {
        try {
            return Ports.standard().shifted(portOffset);
        } catch (IllegalArgumentException outside) {
            throw new StackFailure("--port-offset " + portOffset + ": " + outside.getMessage());
        }
    }

    /** A probe that takes most of an interval is as good as one that never ends. */
    private static ProbeSettings every(Duration interval) {
        ProbeSettings standard = ProbeSettings.standard();
        Duration most = interval.multipliedBy(4).dividedBy(5);
        Duration timeout = most.compareTo(standard.timeout()) < 0 ? most : standard.timeout();
        return new ProbeSettings(interval, timeout, standard.failures());
    }

    private static Duration duration(String text) {
        try {
            Duration parsed =
                    text.endsWith("ms")
                            ? Duration.ofMillis(
                                    Long.parseLong(text.substring(0, text.length() - 2)))
                            : Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
            if (parsed.isPositive()) {
                return parsed;
            }
        } catch (NumberFormatException | DateTimeParseException _) {
            // Told below, as any other wrong text.
        }
        throw new StackFailure("--probe-interval " + text + ": not a time such as 500ms or 15s");
    }
}
