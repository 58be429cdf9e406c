package io.pagurus.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Thread-safe; reads from the kernel. Whether a process still runs. */
final class Liveness {

    /** Fields of /proc/PID/stat, counted from the one after the name. */
    private static final int STATE = 0;

    private static final int THREADS = 17;
    private static final Pattern SPACE = Pattern.compile(" ");

    private Liveness() {}

    /**
     * A process that has ended but that nobody has waited for counts as gone: where the launcher
     * was killed and the system's first process does not wait for strangers, it would stay for
     * ever.
     */
    static boolean runs(ProcessHandle process) {
        return process.isAlive() && !ended(process.pid());
    }

    private static boolean ended(long pid) {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // "pid (name) state …", and a name may have brackets and spaces.
            String[] fields = SPACE.split(status.substring(status.lastIndexOf(')') + 2), -1);
            // The first thread may have ended while others still hold the sockets.
            return fields[STATE].equals("Z") && Integer.parseInt(fields[THREADS]) <= 1;
        } catch (IOException _) {
            // No /proc, or gone meanwhile: then isAlive() is all there is.
            return false;
        }
    }
}
