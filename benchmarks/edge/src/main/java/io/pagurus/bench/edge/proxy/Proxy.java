package io.pagurus.bench.edge.proxy;

import io.pagurus.bench.edge.BenchFailure;
import io.pagurus.bench.edge.machine.Usage;
import io.pagurus.local.process.FreePorts;
import io.pagurus.local.process.Launch;
import io.pagurus.local.process.LocalProcess;
import io.pagurus.local.process.Patience;
import io.pagurus.local.process.PidFile;
import io.pagurus.local.process.Tail;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Thread-safe; blocks. One proxy that runs, and what it has used. */
public final class Proxy implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final Contender contender;
    private final int port;
    private final LocalProcess process;
    private final Thread killer;

    private Proxy(Contender contender, int port, Launch launch) {
        this.contender = contender;
        this.port = port;
        this.process =
                new LocalProcess(
                        launch, new PidFile(launch.directory().resolve(launch.name() + ".pid")));
        this.killer = new Thread(process::kill, "stop-" + launch.name());
    }

    /** Starts it; returns once it serves. */
    static Proxy start(Contender contender, int port, Launch launch, BooleanSupplier serves) {
        Proxy proxy = new Proxy(contender, port, launch);
        Runtime.getRuntime().addShutdownHook(proxy.killer);
        proxy.process.start();
        boolean ready =
                Patience.of(START_LIMIT)
                        .until(() ->
                                (FreePorts.answers(port) && serves.getAsBoolean())
                                        || !proxy.process.alive());
        if (!ready || !proxy.process.alive()) {
            String log = Tail.of(launch.log(), 15);
            proxy.close();
            throw new BenchFailure(launch.name() + " does not serve: " + log);
        }
        return proxy;
    }

    public Contender contender() {
        return contender;
    }

    public int port() {
        return port;
    }

    public Usage usage() {
        ProcessHandle running = process.handle();
        if (running == null) {
            throw new BenchFailure(
                    process.name() + " has ended: " + Tail.of(process.launch().log(), 15));
        }
        return new Usage(running.pid());
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
    }
}
