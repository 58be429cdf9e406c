package io.pagurus.local.launcher;

import io.pagurus.local.StackFailure;
import io.pagurus.local.Suite;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Thread-safe; blocks on files. The suite that a command is about. */
final class RunningSuite {

    private RunningSuite() {}

    /** That of {@code up}, else that of {@code demo}, which stays up after its report. */
    static Suite of(Workplace workplace) {
        return find(workplace)
                .orElseThrow(() -> new StackFailure("Nothing runs. Start the suite: ./pagurus up"));
    }

    static Optional<Suite> find(Workplace workplace) {
        return Stream.of(workplace.data(), workplace.demoData())
                .filter(RunningSuite::runsIn)
                .findFirst()
                .flatMap(Suite::in);
    }

    /** Whether a launcher is in charge of this folder. */
    static boolean runsIn(Path data) {
        return Suite.launcher(data).process().isPresent();
    }
}
