package io.pagurus.gateway.edge;

import io.pagurus.gateway.exchange.Refusal;
import io.pagurus.gateway.listener.ClientConnection;
import io.pagurus.gateway.listener.Refused;
import io.pagurus.gateway.listener.RequestHead;
import io.pagurus.gateway.problem.Problem;
import io.pagurus.gateway.trail.Trail;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/**
 * Event-loop confined. What a request meets first: the connection that it came on, and, where it
 * came in HTTP/2, the rules of HTTP/1, in which a node may get it.
 */
final class ClientRequests implements Handler<HttpServerRequest> {

    private final EdgeParts parts;
    private final Handler<HttpServerRequest> edge;

    ClientRequests(EdgeParts parts, Handler<HttpServerRequest> edge) {
        this.parts = parts;
        this.edge = edge;
    }

    @Override
    public void handle(HttpServerRequest request) {
        ClientConnection.of(request.connection()).comes();
        Problem wrong = RequestHead.isHttp2(request) ? RequestHead.wrongInHttp2(request) : null;
        if (wrong == null) {
            edge.handle(request);
        } else {
            turnAway(request, wrong);
        }
    }

    /** Answers what the decoder could make no request of. */
    void invalid(HttpServerRequest request) {
        turnAway(request, Refused.problem(request));
    }

    private void turnAway(HttpServerRequest request, Problem problem) {
        parts.metrics().rejected("malformed");
        Trail trail = parts.trails().begin(request);
        trail.refused(problem);
        Refusal.of(request, problem);
        trail.before(() -> {}).run();
    }
}
