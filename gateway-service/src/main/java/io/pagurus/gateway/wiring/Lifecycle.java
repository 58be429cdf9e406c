package io.pagurus.gateway.wiring;

import io.pagurus.gateway.affinity.SessionMoves;
import io.pagurus.gateway.edge.EdgeServer;
import io.pagurus.gateway.edge.Listening;
import io.pagurus.gateway.listener.Certificates;
import io.pagurus.gateway.routes.RulesConfig;
import io.pagurus.gateway.routes.RulesFile;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
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
    private final RulesFile rules;
    private final RulesConfig rulesConfig;
    private final Listening listening;
    private final Vertx vertx;
    private final Duration shutdownTimeout;

    public Lifecycle(
            EdgeServer edge,
            SessionMoves moves,
            Feeds feeds,
            RulesFile rules,
            RulesConfig rulesConfig,
            Listening listening,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.shutdown.timeout") Duration shutdownTimeout) {
        this.edge = edge;
        this.moves = moves;
        this.feeds = feeds;
        this.rules = rules;
        this.rulesConfig = rulesConfig;
        this.listening = listening;
        this.vertx = vertx;
        this.shutdownTimeout = shutdownTimeout;
    }

    void start(@Observes StartupEvent event) {
        moves.onMoved(edge::sessionMoved);
        rules.load();
        vertx.setPeriodic(Math.max(1, rulesConfig.every().toMillis()), _ -> lookAtRules());
        lookAtCertificates();
        feeds.start();
        await(edge.start(), START_WITHIN, "the edge did not start");
        LOG.infof("The edge listens on port %d", edge.port());
    }

    private void lookAtCertificates() {
        Certificates certificates = listening.certificates();
        if (certificates != null) {
            vertx.setPeriodic(
                    Math.max(1, listening.tls().reloadEvery().toMillis()),
                    _ ->
                            vertx.executeBlocking(() -> {
                                certificates.lookAgain();
                                return true;
                            }));
        }
    }

    private void lookAtRules() {
        vertx.executeBlocking(() -> {
            rules.lookAgain();
            return true;
        });
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
