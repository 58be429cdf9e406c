package io.pagurus.gateway.edge;

import io.pagurus.gateway.problem.Problem;
import io.pagurus.gateway.routes.EdgeRules;
import io.pagurus.gateway.routes.RouteRules;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. Takes each request of one event loop: its own health, a turn, or another.
 */
final class EdgeRequests implements Handler<HttpServerRequest> {

    private final EdgeParts parts;
    private final Course course;
    private final Entrance entrance;
    private final long maxBody;

    EdgeRequests(EdgeParts parts, Course course) {
        this.parts = parts;
        this.course = course;
        this.entrance = new Entrance(parts);
        this.maxBody = parts.edge().maxBody().asLongValue();
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (isHealth(request)) {
            health(request);
            return;
        }
        long length = length(request);
        if (!parts.admission().enter()) {
            boolean stopping = parts.admission().stopping();
            parts.metrics().rejected(stopping ? "stopping" : "concurrent");
            Refusal.of(
                    request,
                    Problem.unavailable(
                            stopping ? "The edge is stopping" : "The edge is at its limit"));
        } else if (length > maxBody) {
            parts.metrics().rejected("body");
            leave(request, Problem.tooLarge(maxBody));
        } else if (!request.uri().startsWith("/")) {
            leave(request, Problem.badRequest("request-target", "a path, beginning with /"));
        } else if (HttpMethod.TRACE.equals(request.method())) {
            // A node would answer with all that it got, the edge's own credentials included.
            leave(request, Problem.methodNotServed("TRACE"));
        } else {
            route(request, length);
        }
    }

    private void route(HttpServerRequest request, long length) {
        EdgeRules rules = parts.rules().now();
        RouteRules route =
                rules.route(
                        request.method().name(), host(request), request.path(), request.headers());
        if (route == null) {
            leave(request, Problem.noRoute());
        } else {
            entrance.admit(
                    request,
                    route,
                    caller ->
                            course.take(
                                    request,
                                    new Visit(rules, route, caller),
                                    length,
                                    parts.admission()::leave),
                    refused -> refuse(request, length, refused));
        }
    }

    /** A connection without a body on it is good for the next request. */
    private void refuse(HttpServerRequest request, long length, Problem problem) {
        if (length == 0) {
            parts.admission().leave();
            problem.answer(request.response());
        } else {
            leave(request, problem);
        }
    }

    private static @Nullable String host(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        return authority == null ? null : authority.host();
    }

    private void leave(HttpServerRequest request, Problem problem) {
        parts.admission().leave();
        Refusal.of(request, problem);
    }

    private static boolean isHealth(HttpServerRequest request) {
        return "/health".equals(request.path())
                && (HttpMethod.GET.equals(request.method())
                        || HttpMethod.HEAD.equals(request.method()));
    }

    private void health(HttpServerRequest request) {
        boolean ready = parts.fleet().loaded() && !parts.admission().stopping();
        request.response()
                .setStatusCode(ready ? 200 : 503)
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject().put("ready", ready).put("region", parts.region()).toBuffer());
    }

    /** 0 without a body, -1 when its length is not said. */
    private static long length(HttpServerRequest request) {
        String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) ? -1 : 0;
        }
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }
}
