package io.pagurus.bench.edge.machine;

import io.pagurus.bench.edge.BenchFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Thread-safe; blocks. Short commands of this machine. */
public final class Commands {

    private static final int SHOWN = 1_000;

    private Commands() {}

    /** What it prints; a failure is ours too. */
    public static String run(List<String> command) {
        return run(command, Map.of());
    }

    /** The same with more environment. */
    public static String run(List<String> command, Map<String, String> environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String told =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new BenchFailure(
                        String.join(" ", command)
                                + " failed: "
                                + told.substring(Math.max(0, told.length() - SHOWN)));
            }
            return told;
        } catch (IOException notStarted) {
            throw new BenchFailure(command.getFirst() + " cannot be run", notStarted);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure(command.getFirst() + " was interrupted", e);
        }
    }
}
