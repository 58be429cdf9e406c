package io.pagurus.local.redis;

import io.pagurus.local.process.FreePorts;
import io.pagurus.local.process.LocalProcess;
import io.pagurus.local.process.Patience;
import io.pagurus.local.process.PidFile;
import io.pagurus.local.process.Tail;
import io.pagurus.local.process.TemporaryFolder;
import java.time.Duration;

/**
 * Thread-safe; blocks. A real Redis as a process, for tests: on a free port, in a temporary folder.
 * {@code REDIS_SERVER} names another executable than the one that comes with the tests.
 */
public final class LocalRedis implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final TemporaryFolder folder;
    private final int port;
    private final LocalProcess process;
    private final Thread killer;

    private LocalRedis(TemporaryFolder folder, int port) {
        this.folder = folder;
        this.port = port;
        this.process =
                new LocalProcess(
                        RedisLaunch.of(
                                port,
                                folder.path().resolve("data"),
                                folder.path().resolve("redis.log")),
                        new PidFile(folder.path().resolve("redis.pid")));
        this.killer = new Thread(process::kill, "stop-redis");
    }

    /** An empty Redis, ready for clients. */
    public static LocalRedis start() {
        LocalRedis redis =
                new LocalRedis(TemporaryFolder.create("redis"), FreePorts.find(1).getFirst());
        Runtime.getRuntime().addShutdownHook(redis.killer);
        redis.restart();
        return redis;
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    /** As {@code quarkus.redis.hosts} wants it. */
    public String uri() {
        return "redis://" + host() + ":" + port;
    }

    /** SIGKILL; what was written in the last second may be lost. */
    public void kill() {
        process.kill();
    }

    /** Starts the process again on its data and its port; returns once it accepts clients. */
    public void restart() {
        process.start();
        boolean ready =
                Patience.of(START_LIMIT).until(() -> RedisPing.answered(port) || !process.alive());
        if (!ready || !process.alive()) {
            throw new IllegalStateException(
                    "Redis did not start: " + Tail.of(process.launch().log(), 15));
        }
    }

    /** SIGSTOP: connections stay and nothing answers. */
    public void pause() {
        process.pause();
    }

    /** SIGCONT. */
    public void resume() {
        process.resume();
    }

    @Override
    public void close() {
        process.terminate();
        process.awaitEnd(STOP_LIMIT);
        try {
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (IllegalStateException _) {
            // The JVM is on its way out, and the hook runs.
        }
        folder.close();
    }
}
