package io.pagurus.local.launcher;

import io.pagurus.local.Suite;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Confined to the main thread. What runs, and whether it serves. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows each process of the suite: serves, runs but is not ready, or ended.",
        footer = {Exit.HELP, "0 means here that every process serves."})
final class StatusCommand implements Callable<Integer> {

    @Mixin private Workplace workplace = new Workplace();

    @Override
    public Integer call() {
        Screen screen = new Screen(System.out);
        Optional<Suite> found = RunningSuite.find(workplace);
        if (found.isEmpty()) {
            screen.line(
                    left()
                            ? "The launcher was killed and its processes still run. Stop them:"
                                    + " ./pagurus down"
                            : "Nothing runs. Start the suite: ./pagurus up");
            return Exit.PROBLEM;
        }
        Suite suite = found.get();
        List<String> notReady =
                suite.processes().stream()
                        .filter(process -> !told(suite, process, screen))
                        .toList();
        screen.table(suite);
        return notReady.isEmpty() ? Exit.GOOD : Exit.PROBLEM;
    }

    private boolean left() {
        return Stream.of(workplace.data(), workplace.demoData())
                .flatMap(data -> Suite.in(data).stream())
                .anyMatch(suite -> suite.processes().stream().anyMatch(suite::alive));
    }

    private static boolean told(Suite suite, String process, Screen screen) {
        boolean alive = suite.alive(process);
        boolean ready = alive && suite.ready(process);
        screen.line(
                "  %-18s %s",
                process,
                ready
                        ? "serves"
                        : alive
                                ? "runs, not ready   log: " + suite.log(process)
                                : "ended   start it: ./pagurus start " + process);
        return ready;
    }
}
