package io.pagurus.local.launcher;

import io.pagurus.local.Suite;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Confined to the main thread. Hurts one process of a running suite. */
@Command(
        name = "kill",
        mixinStandardHelpOptions = true,
        description = "Kills one process of the running suite, to see what the others make of it.",
        footer = Exit.HELP)
final class KillCommand implements Callable<Integer> {

    @Mixin private Workplace workplace = new Workplace();

    @Parameters(paramLabel = "NAME", description = "A process, such as hk-1 or session-service.")
    private String name = "";

    @Option(
            names = "--hang",
            description = "Stop it with SIGSTOP: it keeps its connections and answers nothing.")
    private boolean hang;

    @Override
    public Integer call() {
        Suite suite = RunningSuite.of(workplace);
        if (hang) {
            suite.pause(name);
        } else {
            suite.kill(name);
        }
        new Screen(System.out)
                .line("%s %s. ./pagurus start %s", name, hang ? "hangs" : "is killed", name);
        return Exit.GOOD;
    }
}
