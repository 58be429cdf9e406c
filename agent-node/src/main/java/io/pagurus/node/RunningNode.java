package io.pagurus.node;

import io.pagurus.node.http.NodeServer;
import io.pagurus.node.leftover.Leftovers;
import io.pagurus.node.leftover.TurnFiles;
import io.pagurus.node.store.PatientStore;
import io.pagurus.node.store.SessionStore;
import io.pagurus.node.turn.TurnCall;
import io.pagurus.node.turn.TurnDesk;
import io.pagurus.node.turn.TurnGate;
import io.pagurus.node.turn.TurnKeeper;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Thread-safe; {@link #drain} and {@link #close} block. A node that serves, wired. */
public final class RunningNode implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final ExecutorService threads;
    private final TurnGate gate;
    private final NodeServer server;
    private final Tallies tallies;
    private final Pace pace;
    private final int port;

    private RunningNode(
            Vertx vertx,
            ExecutorService threads,
            TurnGate gate,
            NodeServer server,
            Tallies tallies,
            Pace pace,
            int port) {
        this.vertx = vertx;
        this.threads = threads;
        this.gate = gate;
        this.server = server;
        this.tallies = tallies;
        this.pace = pace;
        this.port = port;
    }

    /**
     * Starts a node, and then the turns that its last life left.
     *
     * @param asked called when somebody asks the node to drain; must not block
     */
    public static RunningNode start(
            NodeSettings settings, SessionStore store, Pace pace, Runnable asked)
            throws IOException, InterruptedException {
        Path directory = settings.stateDir();
        TurnFiles files = directory == null ? null : new TurnFiles(directory);
        List<TurnCall> leftovers = files == null ? List.of() : files.leftovers();

        Tallies tallies = new Tallies();
        TurnGate gate = new TurnGate();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        PatientStore patient =
                new PatientStore(
                        store,
                        settings.store().patience(),
                        pace,
                        () -> ThreadLocalRandom.current().nextDouble(),
                        () -> tallies.count(Tallies.Tally.storeRetries));
        TurnKeeper keeper = files == null ? TurnKeeper.NONE : files;
        TurnDesk desk =
                new TurnDesk(
                        settings.me(),
                        patient,
                        pace,
                        tallies,
                        gate,
                        keeper,
                        threads,
                        settings.turns());
        NodeServer server =
                new NodeServer(settings.me(), desk, gate, tallies, asked, threads, settings.http());
        Vertx vertx = Vertx.vertx(light());
        int port = listen(server, vertx, settings);
        new Leftovers(desk, tallies, threads).runAgain(leftovers);
        return new RunningNode(vertx, threads, gate, server, tallies, pace, port);
    }

    /** No class path cache on disk: the node serves no files, and starts faster. */
    private static VertxOptions light() {
        return new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions()
                                .setFileCachingEnabled(false)
                                .setClassPathResolvingEnabled(false));
    }

    private static int listen(NodeServer server, Vertx vertx, NodeSettings settings)
            throws IOException, InterruptedException {
        try {
            return server.listen(vertx, settings.host(), settings.port())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .actualPort();
        } catch (ExecutionException | TimeoutException e) {
            var _ = vertx.close();
            String why = e.getCause() == null ? e.toString() : e.getCause().getMessage();
            throw new IOException(
                    "cannot listen on " + settings.host() + ":" + settings.port() + ": " + why, e);
        }
    }

    public int port() {
        return port;
    }

    public Tallies tallies() {
        return tallies;
    }

    public int runningTurns() {
        return gate.running();
    }

    /**
     * Takes no new turns, and waits until the running ones are done and told.
     *
     * @return false when that took longer than the limit
     */
    public boolean drain(Duration limit) throws InterruptedException {
        gate.drain();
        long until = pace.nanos() + limit.toNanos();
        boolean done = gate.awaitEmpty(limit);
        while (done && server.open() > 0 && pace.nanos() - until < 0) {
            done = pace.pause(Duration.ofMillis(10));
        }
        return done;
    }

    @Override
    public void close() {
        var _ = vertx.close();
        threads.shutdownNow();
    }
}
