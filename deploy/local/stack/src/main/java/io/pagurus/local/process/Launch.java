package io.pagurus.local.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Immutable. A process that can be started, and started again.
 *
 * @param name what it is called, in logs and commands
 * @param command program and arguments
 * @param environment all that it sees of the environment, but for PATH, HOME and the locale
 * @param directory where it runs
 * @param log takes its output, standard and error
 */
public record Launch(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        Path log) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** A program of this machine's own JDK, the one that runs this. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The same with more environment; a name that is there already is replaced. */
    public Launch with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(environment);
        all.putAll(more);
        return new Launch(name, command, all, directory, log);
    }

    /**
     * The command in a session of its own, so that Ctrl-C in the terminal reaches the launcher
     * only, which then stops the others in order.
     */
    List<String> detached() {
        List<String> detached = new ArrayList<>();
        if (Programs.onPath("setsid")) {
            detached.add("setsid");
        } else if (Programs.onPath("perl")) {
            detached.addAll(
                    List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec {$ARGV[0]} @ARGV"));
        }
        detached.addAll(command);
        return detached;
    }
}
