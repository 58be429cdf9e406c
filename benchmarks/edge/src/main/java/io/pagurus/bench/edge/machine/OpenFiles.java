package io.pagurus.bench.edge.machine;

import io.pagurus.bench.edge.BenchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Thread-safe; blocks. How many files, and so sockets, each process may have open. */
public final class OpenFiles {

    private static final Path LIMITS = Path.of("/proc/self/limits");

    private OpenFiles() {}

    /**
     * Raises the limit of this process, and of what it starts, to so many where that is needed and
     * allowed.
     *
     * @return what the limit is now
     */
    public static int atLeast(int wanted) {
        if (limit() < wanted) {
            try {
                var _ =
                        Commands.run(
                                List.of(
                                        "prlimit",
                                        "--pid=" + ProcessHandle.current().pid(),
                                        "--nofile=" + wanted + ":" + wanted));
            } catch (BenchFailure notAllowed) {
                throw new BenchFailure(
                        "%d open files are needed and the limit is %d: raise it with ulimit -n %d"
                                .formatted(wanted, limit(), wanted),
                        notAllowed);
            }
        }
        return limit();
    }

    private static int limit() {
        try {
            return Files.readAllLines(LIMITS).stream()
                    .filter(line -> line.startsWith("Max open files"))
                    .map(line -> line.split(" +", -1)[3])
                    .map(soft ->
                            soft.equals("unlimited") ? Integer.MAX_VALUE : Integer.parseInt(soft))
                    .findFirst()
                    .orElse(Integer.MAX_VALUE);
        } catch (IOException notLinux) {
            throw new BenchFailure("this benchmark needs Linux: there is no " + LIMITS, notLinux);
        }
    }
}
