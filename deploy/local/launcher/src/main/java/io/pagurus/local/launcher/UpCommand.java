package io.pagurus.local.launcher;

import io.pagurus.local.ProbeSettings;
import io.pagurus.local.Stack;
import io.pagurus.local.StackOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Confined to the main thread. Starts the suite and stays with it. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Starts Redis, Kafka, the four services (two gateways) and three agent nodes, and stays"
                    + " until Ctrl-C or SIGTERM, which stop everything.",
            "A second start goes on with the data of the first."
        },
        footer = Exit.HELP)
final class UpCommand implements Callable<Integer> {

    @Mixin private Workplace workplace = new Workplace();
    @Mixin private SuiteSettings settings = new SuiteSettings();

    @Option(
            names = "--detach",
            description = "Return once everything serves; ./pagurus down stops it.")
    private boolean detach;

    @Override
    public Integer call() throws InterruptedException {
        Screen screen = new Screen(System.out);
        StackOptions options = settings.options(workplace.data(), ProbeSettings.standard());
        if (detach) {
            return new Detached(options, screen).start();
        }
        long began = System.nanoTime();
        screen.line("Starting Pagurus (%s)", how(options));
        try (Stack stack = Stack.start(options, screen)) {
            screen.table(stack.suite());
            screen.line(
                    "Pagurus is up after %.1f s. Ctrl-C stops everything.",
                    Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0);
            new Watch(stack.suite(), screen).untilStopped();
        }
        return Exit.GOOD;
    }

    static String how(StackOptions options) {
        return (options.nativeServices() ? "native services" : "services on the JVM")
                + ", a probe of each node every "
                + options.probes().interval().toMillis()
                + " ms";
    }
}
