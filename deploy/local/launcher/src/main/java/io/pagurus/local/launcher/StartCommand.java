package io.pagurus.local.launcher;

import io.pagurus.local.Suite;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Confined to the main thread. Brings one process of a running suite back. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description =
                "Starts a process of the running suite that has died, or lets one go on that hangs.",
        footer = Exit.HELP)
final class StartCommand implements Callable<Integer> {

    @Mixin private Workplace workplace = new Workplace();

    @Parameters(paramLabel = "NAME", description = "A process, such as hk-1 or session-service.")
    private String name = "";

    @Override
    public Integer call() {
        Suite suite = RunningSuite.of(workplace);
        if (suite.alive(name)) {
            suite.resume(name);
        } else {
            suite.restart(name);
        }
        new Screen(System.out).line("%s serves", name);
        return Exit.GOOD;
    }
}
