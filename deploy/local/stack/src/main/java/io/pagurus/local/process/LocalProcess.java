package io.pagurus.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; blocks. A process that is started, signalled and waited for. Its id in the pid file
 * is the truth, so that another launcher may have started it again meanwhile.
 */
public final class LocalProcess {

    /** A SIGKILL takes effect at once; longer means that the kernel is stuck. */
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    /** Between a process's end and the moment at which the system has told us its status. */
    private static final long REAP_MILLIS = 500;

    private static final Duration LOOK = Duration.ofMillis(5);

    private static final List<String> INHERITED =
            List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR");

    private final Launch launch;
    private final PidFile pidFile;
    private volatile @Nullable Process child;

    public LocalProcess(Launch launch, PidFile pidFile) {
        this.launch = launch;
        this.pidFile = pidFile;
    }

    public String name() {
        return launch.name();
    }

    public Launch launch() {
        return launch;
    }

    /** Starts it; it must not be running. */
    public synchronized void start() {
        if (handle() != null) {
            throw new IllegalStateException(name() + " is running");
        }
        try {
            Files.createDirectories(launch.log().toAbsolutePath().getParent());
            Files.createDirectories(launch.directory());
            Process started = builder().start();
            started.getOutputStream().close();
            pidFile.write(started.toHandle());
            child = started;
        } catch (IOException notStarted) {
            throw new UncheckedIOException(name() + " cannot be started", notStarted);
        }
    }

    private ProcessBuilder builder() {
        ProcessBuilder builder = new ProcessBuilder(launch.detached());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(INHERITED);
        environment.putAll(launch.environment());
        return builder.directory(launch.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
    }

    /** The running process; null when there is none. */
    public @Nullable ProcessHandle handle() {
        return pidFile.process().or(this::ownChild).orElse(null);
    }

    /** For the case that somebody deleted the pid file: what was started here is still stopped. */
    private Optional<ProcessHandle> ownChild() {
        return Optional.ofNullable(child).map(Process::toHandle).filter(Liveness::runs);
    }

    public boolean alive() {
        return handle() != null;
    }

    /** How the last one that this object started ended; only once it is not alive. */
    public Ending ending() {
        Process ended = child;
        try {
            return ended != null && ended.waitFor(REAP_MILLIS, TimeUnit.MILLISECONDS)
                    ? Ending.of(ended.exitValue())
                    : new Ending.Unseen();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Ending.Unseen();
        }
    }

    /** SIGKILL; returns once the process is gone. */
    public void kill() {
        ProcessHandle running = handle();
        if (running != null) {
            running.destroyForcibly();
            if (!gone(running, KILL_LIMIT)) {
                throw new IllegalStateException(name() + " does not die of SIGKILL");
            }
        }
        pidFile.delete();
    }

    /** SIGTERM; the process may take a while. */
    public void terminate() {
        ProcessHandle running = handle();
        if (running != null) {
            // A stopped process would only see the signal once it goes on.
            Signals.send("CONT", running.pid());
            running.destroy();
        }
    }

    /** Waits for the end that {@link #terminate} asked for, then enforces it. */
    public void awaitEnd(Duration limit) {
        ProcessHandle running = handle();
        if (running == null || gone(running, limit)) {
            pidFile.delete();
        } else {
            kill();
        }
    }

    /** SIGSTOP: it keeps its connections and answers nothing. */
    public void pause() {
        Signals.send("STOP", running().pid());
    }

    /** SIGCONT. */
    public void resume() {
        Signals.send("CONT", running().pid());
    }

    private ProcessHandle running() {
        ProcessHandle running = handle();
        if (running == null) {
            throw new IllegalStateException(name() + " is not running");
        }
        return running;
    }

    private static boolean gone(ProcessHandle process, Duration limit) {
        return new Patience(limit, LOOK).until(() -> !Liveness.runs(process));
    }
}
