package io.pagurus.bench.edge.machine;

import io.pagurus.local.process.Programs;
import java.util.ArrayList;
import java.util.List;

/**
 * Immutable. Which core the proxies have, and which is for everything else.
 *
 * @param pinned whether processes can be kept there at all
 */
public record Cores(boolean pinned, int proxy, int load) {

    /** The last core for the proxies, since interrupts tend to come to the first. */
    public static Cores of(int processors) {
        boolean pinned = processors > 1 && Programs.onPath("taskset");
        return new Cores(pinned, processors - 1, 0);
    }

    /** A command that runs on the proxies' core. */
    public List<String> onProxyCore(List<String> command) {
        if (!pinned) {
            return command;
        }
        List<String> all = new ArrayList<>(List.of("taskset", "-c", Integer.toString(proxy)));
        all.addAll(command);
        return all;
    }

    /** Keeps this process, and what it starts from now on, on the load's core. */
    public void keepThisOnLoadCore() {
        if (pinned) {
            Commands.run(
                    List.of(
                            "taskset",
                            "-a",
                            "-c",
                            "-p",
                            Integer.toString(load),
                            Long.toString(ProcessHandle.current().pid())));
        }
    }

    @Override
    public String toString() {
        return pinned
                ? "proxies on core %d, load, origin and broker on core %d".formatted(proxy, load)
                : "not pinned: the machine has one core, or no taskset";
    }
}
