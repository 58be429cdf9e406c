package io.pagurus.gateway.wiring;

import io.pagurus.gateway.affinity.SessionMoves;
import io.pagurus.gateway.edge.EdgeServer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Called on the main thread, which may block. Starts and stops the edge and what feeds it. */
@Singleton
public class Lifecycle {

    private static final Logger LOG = Logger.getLogger(Lifecycle.class);
    private static final Duration START_WITHIN = Duration.ofSeconds(10);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final EdgeServer edge;
    private final SessionMoves moves;
    private final Feeds feeds;
    private final Duration shutdownTimeout;

    public Lifecycle(
            EdgeServer edge,
            SessionMoves moves,
            Feeds feeds,
            @ConfigProperty(name = "quarkus.shutdown.timeout") Duration shutdownTimeout) {
        this.edge = edge;
        this.moves = moves;
        this.feeds = feeds;
        this.shutdownTimeout = shutdownTimeout;
    }

    void start(@Observes StartupEvent event) {
        moves.onMoved(edge::sessionMoved);
        feeds.start();
        await(edge.start(), START_WITHIN, "the edge did not start");
        LOG.infof("The edge listens on port %d", edge.port());
    }

    void stop(@Observes ShutdownEvent event) {
        try {
            await(
                    edge.stop(shutdownTimeout),
                    shutdownTimeout.plus(CLOSE_WITHIN),
                    "the edge did not stop");
        } finally {
            feeds.close();
        }
    }

    private static void await(Future<Void> future, Duration within, String otherwise) {
        try {
            future.toCompletionStage()
                    .toCompletableFuture()
                    .get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(otherwise, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(otherwise, e);
        }
    }
}
