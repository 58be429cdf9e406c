package io.pagurus.local.launcher;

import io.pagurus.bench.edge.EdgeBenchmark;
import io.pagurus.bench.edge.EdgeOptions;
import io.pagurus.bench.edge.EdgeReport;
import io.pagurus.bench.edge.Part;
import io.pagurus.bench.edge.load.Requests;
import io.pagurus.bench.edge.proxy.Contender;
import io.pagurus.local.StackFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Confined to the main thread. What the edge costs beside Nginx and HAProxy. */
@Command(
        name = "edge",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the gateway, Nginx and HAProxy side by side on one core, with clients and origin"
                    + " on another, and measures keep-alive requests, new connections, relayed"
                    + " events and idle WebSockets. Nginx and HAProxy are installed from the Linux"
                    + " distribution if they are missing. It takes some minutes.",
            "benchmarks/README.md says what the figures mean."
        },
        footer = Exit.HELP)
final class BenchEdgeCommand implements Callable<Integer> {

    @Option(
            names = "--report",
            paramLabel = "FILE",
            defaultValue = "",
            description = "Write the figures there, as JSON (default: .pagurus/bench-edge.json).")
    private String file = "";

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            description = "Measure only these: ${COMPLETION-CANDIDATES}.")
    private Set<Part> parts = EnumSet.noneOf(Part.class);

    @Option(
            names = "--proxies",
            paramLabel = "PROXY",
            split = ",",
            description = "Measure only these: ${COMPLETION-CANDIDATES}.")
    private Set<Contender> contenders = EnumSet.noneOf(Contender.class);

    @Option(
            names = "--warmup",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "The gateway's, before it is measured (default: ${DEFAULT-VALUE}).")
    private int warmup;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often each proxy has its turn (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--gets",
            paramLabel = "N",
            defaultValue = "1",
            description = "GETs in a row on a kept connection (default: ${DEFAULT-VALUE}).")
    private int gets;

    @Option(
            names = "--posts",
            paramLabel = "N",
            defaultValue = "1",
            description = "POSTs that follow them (default: ${DEFAULT-VALUE}).")
    private int posts;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "512m",
            description = "The most that the gateway's heap may take (default: ${DEFAULT-VALUE}).")
    private String heap = "512m";

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Start the gateway with this environment variable too.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--profile",
            paramLabel = "DIR",
            defaultValue = "",
            description = "Put a flight recording of each gateway there; slows it a little.")
    private String profiles = "";

    @Override
    public Integer call() throws InterruptedException {
        long began = System.nanoTime();
        Path written = file.isEmpty() ? standardFile() : Path.of(file).toAbsolutePath();
        EdgeReport report =
                EdgeBenchmark.run(
                        options(), line -> tell(began, line), partly -> partly.write(written));
        report.write(written);
        System.out.println();
        report.print(System.out);
        System.out.println("The report is in " + written);
        return Exit.GOOD;
    }

    private EdgeOptions options() {
        EdgeOptions.Sizes standard = EdgeOptions.Sizes.STANDARD;
        @Nullable Path folder = profiles.isEmpty() ? null : Path.of(profiles);
        return new EdgeOptions(
                Workplace.root(),
                parts,
                contenders,
                true,
                heap,
                Duration.ofSeconds(warmup),
                new EdgeOptions.Sizes(
                        rounds,
                        standard.round(),
                        standard.connections(),
                        standard.streams(),
                        standard.eventsPerSecond(),
                        standard.fewSockets(),
                        standard.sockets(),
                        standard.quiet()),
                new Requests(gets, posts),
                settings,
                folder);
    }

    private static void tell(long began, String line) {
        System.out.println(
                String.format(
                        Locale.ROOT,
                        "%5d s  %s",
                        (System.nanoTime() - began) / 1_000_000_000,
                        line));
    }

    private static Path standardFile() {
        Path folder = Workplace.root().resolve(".pagurus");
        if (!folder.toFile().isDirectory() && !folder.toFile().mkdirs()) {
            throw new StackFailure(folder + " cannot be made");
        }
        return folder.resolve("bench-edge.json");
    }
}
