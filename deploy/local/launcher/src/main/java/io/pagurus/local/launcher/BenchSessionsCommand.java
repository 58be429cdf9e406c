package io.pagurus.local.launcher;

import io.pagurus.bench.sessions.BenchOptions;
import io.pagurus.bench.sessions.BenchReport;
import io.pagurus.bench.sessions.SessionsBenchmark;
import io.pagurus.local.StackFailure;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Confined to the main thread. What a session costs, in bytes and in time. */
@Command(
        name = "sessions",
        mixinStandardHelpOptions = true,
        description = {
            "Starts Redis, Kafka and session-service for itself, on free ports and in temporary"
                    + " folders, and measures commits, grants, the rebuild of all views, and what"
                    + " distance between the brokers costs. It takes some minutes.",
            "benchmarks/README.md says what the figures mean."
        },
        footer = Exit.HELP)
final class BenchSessionsCommand implements Callable<Integer> {

    @Option(
            names = "--report",
            paramLabel = "FILE",
            defaultValue = "",
            description =
                    "Write the figures there, as JSON (default: .pagurus/bench-sessions.json).")
    private String file = "";

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            description = "Measure only these: ${COMPLETION-CANDIDATES}.")
    private Set<BenchOptions.Part> parts = EnumSet.noneOf(BenchOptions.Part.class);

    @Option(
            names = "--sessions",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Sessions whose views are rebuilt (default: ${DEFAULT-VALUE}).")
    private int sessions;

    @Option(
            names = "--turns",
            paramLabel = "N",
            defaultValue = "6",
            description = "Turns of each of them (default: ${DEFAULT-VALUE}).")
    private int turns;

    @Option(
            names = "--many",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Idle sessions of the part MILLION (default: ${DEFAULT-VALUE}).")
    private int many;

    @Option(
            names = "--profile",
            paramLabel = "DIR",
            defaultValue = "",
            description =
                    "Put a flight recording of each session-service there; slows it a little.")
    private String profiles = "";

    @Override
    public Integer call() throws InterruptedException {
        long began = System.nanoTime();
        BenchOptions options =
                BenchOptions.standard(Workplace.root())
                        .withParts(parts)
                        .withRebuild(sessions, turns)
                        .withManySessions(many)
                        .withProfiles(profiles.isEmpty() ? null : Path.of(profiles));
        BenchReport report = SessionsBenchmark.run(options, line -> tell(began, line));
        Path written = file.isEmpty() ? standardFile() : Path.of(file).toAbsolutePath();
        report.write(written);
        System.out.println();
        report.print(System.out);
        System.out.println("The report is in " + written);
        return Exit.GOOD;
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
        return folder.resolve("bench-sessions.json");
    }
}
