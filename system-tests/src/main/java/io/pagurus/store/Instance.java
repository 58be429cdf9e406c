package io.pagurus.store;

import io.pagurus.local.process.LocalProcess;
import io.pagurus.local.process.Patience;
import io.pagurus.local.process.Tail;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** Thread-safe; blocks. One process of session-service, and what can happen to it. */
public final class Instance {

    /** On a machine whose cores are all busy. */
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final int LOG_LINES = 15;

    private final int number;
    private final URI url;
    private final LocalProcess process;
    private final StoreClient client;
    private volatile boolean wanted;

    Instance(int number, URI url, LocalProcess process, StoreClient client) {
        this.number = number;
        this.url = url;
        this.process = process;
        this.client = client;
    }

    /** Its number, from 1; also the number of its place in the network. */
    public int number() {
        return number;
    }

    public String name() {
        return process.name();
    }

    URI url() {
        return url;
    }

    public Path log() {
        return process.launch().log();
    }

    /** Whether clients send requests to it, as a load balancer without health checks would. */
    public boolean wanted() {
        return wanted;
    }

    /** Starts the process; it does not serve yet. */
    public void begin() {
        process.start();
        wanted = true;
    }

    /** Starts the process; returns once it serves. */
    public void start() {
        begin();
        awaitReady();
    }

    /** Waits until it serves all partitions that it was given. */
    public void awaitReady() {
        boolean ready =
                Patience.of(START_LIMIT).until(() -> client.isReady(url) || !process.alive());
        if (!ready || !process.alive()) {
            throw new IllegalStateException(
                    name() + " does not serve: " + Tail.of(log(), LOG_LINES));
        }
    }

    /** SIGKILL; it is wanted still. */
    public void kill() {
        process.kill();
    }

    /** SIGSTOP. */
    public void pause() {
        process.pause();
    }

    /** SIGCONT. */
    public void resume() {
        process.resume();
    }

    /** SIGTERM, and its end; it is wanted still. */
    public void stop() {
        process.terminate();
        process.awaitEnd(STOP_LIMIT);
    }

    /** SIGTERM, and its end; nobody sends requests to it any more. */
    public void leave() {
        wanted = false;
        stop();
    }

    public boolean alive() {
        return process.alive();
    }
}
