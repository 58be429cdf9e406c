package io.pagurus.local.redis;

import io.pagurus.local.process.Launch;
import io.pagurus.local.process.LocalProcess;
import io.pagurus.local.process.Patience;
import io.pagurus.local.process.PidFile;
import io.pagurus.local.process.Tail;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Thread-safe; blocks. One process of a topology, and what can happen to it. */
public final class RedisNode {

    static final String HOST = "127.0.0.1";

    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final int port;
    private final RedisCall operator;
    private final LocalProcess process;

    RedisNode(int port, @Nullable String password, Launch launch, PidFile pidFile) {
        this.port = port;
        this.operator = new RedisCall(port, password);
        this.process = new LocalProcess(launch, pidFile);
    }

    public int port() {
        return port;
    }

    /** The address without TLS and user, as {@code quarkus.redis.hosts} wants it. */
    public String uri() {
        return "redis://" + HOST + ":" + port;
    }

    /**
     * What an operator does with redis-cli, as the default user.
     *
     * @throws IllegalStateException when Redis refuses, with its words
     * @throws UncheckedIOException when it does not answer
     */
    public String call(String... command) {
        return operator.of(command);
    }

    /** Whether it answers so; false too when it does not answer. */
    public boolean answers(String expected, String... command) {
        try {
            return call(command).contains(expected);
        } catch (UncheckedIOException | IllegalStateException _) {
            return false;
        }
    }

    /** SIGKILL; what was written in the last second may be lost. */
    public void kill() {
        process.kill();
    }

    /** SIGSTOP: connections stay and nothing answers. */
    public void pause() {
        process.pause();
    }

    /** SIGCONT. */
    public void resume() {
        process.resume();
    }

    public boolean alive() {
        return process.alive();
    }

    /** Starts the process again on its data and its port; returns once it accepts clients. */
    public void restart() {
        start();
        awaitReady();
    }

    void start() {
        process.start();
    }

    void awaitReady() {
        boolean ready =
                Patience.of(START_LIMIT).until(() -> answers("PONG", "PING") || !process.alive());
        if (!ready || !process.alive()) {
            throw new IllegalStateException(
                    "Redis did not start: " + Tail.of(process.launch().log(), 15));
        }
    }

    void terminate() {
        process.terminate();
    }

    void awaitEnd() {
        process.awaitEnd(STOP_LIMIT);
    }
}
