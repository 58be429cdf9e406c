package io.pagurus.local.launcher;

import io.pagurus.drill.Drill;
import io.pagurus.drill.DrillOptions;
import io.pagurus.drill.Fault;
import io.pagurus.drill.Report;
import io.pagurus.local.Ports;
import io.pagurus.local.ProbeSettings;
import io.pagurus.local.Stack;
import io.pagurus.local.StackFailure;
import io.pagurus.local.StackOptions;
import io.pagurus.local.Suite;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Confined to the main thread. A drill on a suite of its own, and its report. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a suite with fresh data, holds 60 conversations through both gateways, strikes"
                    + " one node down in the middle of running turns, lets it come back, and checks"
                    + " what every client was told against the journal and Redis.",
            "It takes about a minute, beside a running ./pagurus up too, on other ports. Probes are"
                    + " faster than in a deployment: every 500 ms instead of 15 s."
        },
        footer = {Exit.HELP, "0 means here that the verdict is good."})
final class DemoCommand implements Callable<Integer> {

    private static final int SHIFT = 1000;
    private static final int SHIFTS = 10;

    @Mixin private Workplace workplace = new Workplace();
    @Mixin private SuiteSettings settings = new SuiteSettings();

    @Option(
            names = "--fault",
            paramLabel = "kill|hang",
            defaultValue = "kill",
            description = "SIGKILL or SIGSTOP (default: ${DEFAULT-VALUE}).")
    private String fault = "kill";

    @Option(
            names = "--once",
            description = "End after the report, instead of leaving the suite up to look around.")
    private boolean once;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            defaultValue = "",
            description = "Write the report there, as JSON.")
    private String file = "";

    @Option(
            names = "--json",
            description = "Print the report as JSON, and nothing else, to stdout.")
    private boolean json;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Decides what is said and when; printed, so that a run can be repeated.")
    private long seed;

    @Override
    public Integer call() throws InterruptedException {
        DrillOptions drill = drillOptions();
        PrintStream told = json ? System.err : System.out;
        Screen screen = new Screen(told);
        StackOptions options =
                settings.options(workplace.demoData(), ProbeSettings.fast())
                        .withPorts(ports())
                        .withKeepData(false);
        screen.line("Starting a suite for the drill (%s)", UpCommand.how(options));
        try (Stack stack = Stack.start(options, screen)) {
            screen.line("");
            Report report = Drill.run(stack, drill, line -> screen.line("  %s", line));
            tell(report);
            if (!once) {
                lookAround(stack.suite(), screen);
            }
            return report.good() ? Exit.GOOD : Exit.PROBLEM;
        }
    }

    private DrillOptions drillOptions() {
        try {
            long chosen = seed == 0 ? new SecureRandom().nextInt(1, Integer.MAX_VALUE) : seed;
            return DrillOptions.of(Fault.named(fault), chosen);
        } catch (IllegalArgumentException unknown) {
            throw new StackFailure("--fault " + fault + ": kill or hang");
        }
    }

    /** Those that were asked for; without a wish, higher ones while {@code up} has the standard. */
    private Ports ports() {
        Ports standard = Ports.standard();
        if (settings.portOffset() != 0 || !RunningSuite.runsIn(workplace.data())) {
            return standard.shifted(settings.portOffset());
        }
        return IntStream.rangeClosed(1, SHIFTS)
                .mapToObj(times -> standard.shifted(times * SHIFT))
                .filter(shifted -> shifted.taken(1).isEmpty())
                .findFirst()
                .orElse(standard);
    }

    private void tell(Report report) {
        if (!file.isEmpty()) {
            write(report.toJson());
        }
        if (json) {
            System.out.println(report.toJson());
        } else {
            System.out.println();
            report.print(System.out);
        }
    }

    private void write(String text) {
        try {
            Files.writeString(Path.of(file), text + "\n");
        } catch (IOException notWritten) {
            throw new UncheckedIOException("the report cannot be written", notWritten);
        }
    }

    private static void lookAround(Suite suite, Screen screen) throws InterruptedException {
        screen.table(suite);
        screen.line("The suite stays up to look around: ./pagurus status, session ID, verify ID,");
        screen.line("kill NAME. Ctrl-C stops everything; --once ends after the report.");
        new Watch(suite, screen).untilStopped();
    }
}
