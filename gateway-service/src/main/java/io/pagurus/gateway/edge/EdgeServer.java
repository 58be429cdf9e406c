package io.pagurus.gateway.edge;

import io.pagurus.gateway.affinity.KnownOwner;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; never blocks, its callers may wait for the futures. Starts the edge's event loops,
 * brings them the news of the suite, and stops them when what runs has ended.
 */
public final class EdgeServer {

    private static final long DRAIN_CHECK_MILLIS = 20;

    private final Vertx vertx;
    private final EdgeParts parts;
    private final List<EdgeLoop> loops = new ArrayList<>();
    private @Nullable String deployment;

    public EdgeServer(Vertx vertx, EdgeParts parts) {
        this.vertx = vertx;
        this.parts = parts;
    }

    /** Done when clients can connect; fails when the port is taken. */
    public synchronized Future<Void> start() {
        int count =
                parts.edge().eventLoops() > 0
                        ? parts.edge().eventLoops()
                        : Runtime.getRuntime().availableProcessors();
        return vertx.deployVerticle(this::newLoop, new DeploymentOptions().setInstances(count))
                .onSuccess(this::started)
                .mapEmpty();
    }

    private synchronized EdgeLoop newLoop() {
        EdgeLoop loop = new EdgeLoop(parts);
        loops.add(loop);
        return loop;
    }

    private synchronized void started(String id) {
        deployment = id;
        List<EdgeLoop> all = List.copyOf(loops);
        parts.fleet().onNodeLeft(was -> all.forEach(loop -> loop.nodeLeft(was)));
        parts.fleet().onNodeForgotten(parts.limits()::forget);
    }

    /** To be told of every session that has moved. */
    public synchronized void sessionMoved(String sessionId, KnownOwner owner) {
        for (EdgeLoop loop : loops) {
            loop.sessionMoved(sessionId, owner);
        }
    }

    /** The port that clients reach. */
    public synchronized int port() {
        return loops.isEmpty() ? -1 : loops.getFirst().port();
    }

    /** The same for TLS; -1 without. */
    public synchronized int tlsPort() {
        return loops.isEmpty() ? -1 : loops.getFirst().tlsPort();
    }

    /**
     * Takes no more requests, lets those that run end for a while, then closes.
     *
     * <p>For a moment connections are still accepted, and told to go elsewhere; then nobody listens
     * any more. What has no end of its own is ended over the rest of the time, each at a moment of
     * its own: clients that all came back at once would be a herd.
     */
    public Future<Void> stop(Duration within) {
        parts.admission().stop();
        Promise<Void> drained = Promise.promise();
        long notice =
                Math.clamp(parts.edge().leaveNotice().toMillis(), 1, 1 + within.toMillis() / 4);
        vertx.setTimer(notice, _ -> leave(within.minusMillis(notice)));
        Instant last = parts.clock().instant().plus(within);
        awaitDrained(drained, last);
        return drained.future().compose(_ -> undeploy());
    }

    /** Who can no longer connect may rely on it that every answer from then on says so. */
    private synchronized void leave(Duration within) {
        Future.all(loops.stream().map(loop -> loop.leave(within)).toList())
                .onComplete(_ -> {
                    parts.listening().plainSocket().close();
                    parts.listening().tlsSocket().close();
                });
    }

    private void awaitDrained(Promise<Void> drained, Instant last) {
        if (nothingRuns() || !parts.clock().instant().isBefore(last)) {
            drained.complete();
        } else {
            vertx.setTimer(DRAIN_CHECK_MILLIS, _ -> awaitDrained(drained, last));
        }
    }

    private boolean nothingRuns() {
        return parts.admission().inside() == 0 && parts.sockets().inside() == 0;
    }

    private synchronized Future<Void> undeploy() {
        return deployment == null ? Future.succeededFuture() : vertx.undeploy(deployment);
    }
}
