package io.pagurus.local.launcher;

import io.pagurus.local.Stack;
import io.pagurus.local.StackFailure;
import io.pagurus.local.Suite;
import io.pagurus.local.process.Patience;
import io.pagurus.local.process.PidFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Confined to the main thread. Stops what runs, and what a killed launcher has left. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description =
                "Stops the suite, that of a demo too, and what a killed launcher left behind.",
        footer = Exit.HELP)
final class DownCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Mixin private Workplace workplace = new Workplace();

    @Override
    public Integer call() {
        Screen screen = new Screen(System.out);
        boolean any = false;
        for (Path data : List.of(workplace.data(), workplace.demoData())) {
            if (Files.isDirectory(data.resolve("run"))) {
                any |= stop(data, screen);
            }
        }
        if (!any) {
            screen.line("Nothing runs.");
        }
        return Exit.GOOD;
    }

    private static boolean stop(Path data, Screen screen) {
        PidFile launcher = Suite.launcher(data);
        boolean told = launcher.process().map(ProcessHandle::destroy).orElse(false);
        if (told && !Patience.of(LIMIT).until(() -> launcher.process().isEmpty())) {
            throw new StackFailure("The suite in " + data + " does not stop; kill its launcher.");
        }
        List<String> left = Stack.stopLeftovers(data);
        launcher.delete();
        if (!left.isEmpty()) {
            screen.line("Stopped what a killed launcher had left: %s", String.join(", ", left));
        } else if (told) {
            screen.line("Stopped the suite in %s.", data);
        }
        return told || !left.isEmpty();
    }
}
