package io.pagurus.gateway.edge;

import io.pagurus.gateway.exchange.Refusal;
import io.pagurus.gateway.listener.ClientConnection;
import io.pagurus.gateway.listener.RequestHead;
import io.pagurus.gateway.problem.Problem;
import io.pagurus.gateway.routes.EdgeRules;
import io.pagurus.gateway.routes.RouteRules;
import io.pagurus.gateway.trail.Trail;
import io.pagurus.gateway.websocket.Upgrade;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. Takes each request of one event loop: its own health, a turn, or another.
 */
final class EdgeRequests implements Handler<HttpServerRequest> {

    private static final System.Logger LOG = System.getLogger(EdgeRequests.class.getName());

    private static final String ONE_READING =
            "a path whose route does not depend on how it is decoded: none of //, /./, /../, \\, ;"
                    + " and %xx where they matter";

    /** Of a stack trace in the log. */
    private static final int FRAMES = 8;

    private final EdgeParts parts;
    private final Course course;
    private final Entrance entrance;
    private final Runnable socketOver;
    private final long maxBody;

    EdgeRequests(EdgeParts parts, Course course) {
        this.parts = parts;
        this.course = course;
        this.entrance = new Entrance(parts);
        this.socketOver = parts.sockets()::leave;
        this.maxBody = parts.edge().maxBody().asLongValue();
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (isHealth(request)) {
            health(request);
            return;
        }
        long length = RequestHead.bodyLength(request);
        Trail trail = parts.trails().begin(request);
        Runnable entered = Upgrade.asked(request) ? enterAsSocket(request) : enter(request);
        Runnable over = new Once(trail.before(entered == null ? () -> {} : entered));
        if (entered == null) {
            leave(request, trail, over, noRoom());
        } else if (length > maxBody) {
            parts.metrics().rejected("body");
            leave(request, trail, over, Problem.tooLarge(maxBody));
        } else if (!request.uri().startsWith("/")) {
            Problem wrong = Problem.badRequest("request-target", "a path, beginning with /");
            leave(request, trail, over, wrong);
        } else if (HttpMethod.TRACE.equals(request.method())) {
            // A node would answer with all that it got, the edge's own credentials included.
            leave(request, trail, over, Problem.methodNotServed("TRACE"));
        } else {
            try {
                route(request, trail, length, over);
            } catch (RuntimeException unexpected) {
                breakOff(request, trail, over, unexpected);
            }
        }
    }

    /** Whatever it is, its client hears of it, and its place is given back. */
    private static void breakOff(
            HttpServerRequest request, Trail trail, Runnable over, RuntimeException unexpected) {
        // Not its message, which may quote what the client sent.
        LOG.log(
                System.Logger.Level.ERROR,
                "a request broke off: {0} at {1}",
                unexpected.getClass().getName(),
                Stream.of(unexpected.getStackTrace()).limit(FRAMES).toList());
        if (request.response().headWritten()) {
            over.run();
            var _ = request.connection().close();
        } else {
            leave(request, trail, over, Problem.broken());
        }
    }

    private Problem noRoom() {
        boolean stopping = parts.admission().stopping();
        parts.metrics().rejected(stopping ? "stopping" : "concurrent");
        return Problem.unavailable(stopping ? "The edge is stopping" : "The edge is at its limit");
    }

    /** What is to be told of the end of the request; null when it is not let in. */
    private @Nullable Runnable enter(HttpServerRequest request) {
        if (!parts.admission().enter()) {
            return null;
        }
        ClientConnection connection = ClientConnection.of(request.connection());
        connection.begins(request);
        return connection;
    }

    private @Nullable Runnable enterAsSocket(HttpServerRequest request) {
        if (parts.admission().stopping() || !parts.sockets().enter()) {
            return null;
        }
        ClientConnection.of(request.connection()).switches(request);
        return socketOver;
    }

    private void route(HttpServerRequest request, Trail trail, long length, Runnable over) {
        EdgeRules rules = parts.rules().now();
        String method = request.method().name();
        String host = host(request);
        String path = request.path();
        RouteRules route = rules.route(method, host, path, request.headers());
        if (rules.isAmbiguous(route, method, host, path, request.headers())) {
            Problem wrong = Problem.badRequest("request-target", ONE_READING);
            leave(request, trail, over, wrong);
        } else if (route == null) {
            leave(request, trail, over, Problem.noRoute());
        } else {
            trail.route(route.name());
            entrance.admit(
                    request,
                    route,
                    caller -> begin(request, new Visit(rules, route, caller, trail), length, over),
                    refused -> refuse(request, trail, length, over, refused),
                    over);
        }
    }

    private void begin(HttpServerRequest request, Visit visit, long length, Runnable over) {
        try {
            if (Upgrade.asked(request)) {
                course.takeSocket(request, visit, over);
            } else {
                askForBody(request);
                course.take(request, visit, length, over);
            }
        } catch (RuntimeException unexpected) {
            breakOff(request, visit.trail(), over, unexpected);
        }
    }

    /** A client that waits for this word sends its body only now that it is wanted. */
    private static void askForBody(HttpServerRequest request) {
        String expect = request.headers().get(HttpHeaders.EXPECT);
        if (expect != null && expect.equalsIgnoreCase("100-continue")) {
            request.response().writeContinue();
        }
    }

    /** A connection without a body on it is good for the next request. */
    private static void refuse(
            HttpServerRequest request, Trail trail, long length, Runnable over, Problem problem) {
        if (length == 0) {
            trail.refused(problem);
            problem.answer(request.response());
            over.run();
        } else {
            leave(request, trail, over, problem);
        }
    }

    private static @Nullable String host(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        return authority == null ? null : authority.host();
    }

    private static void leave(
            HttpServerRequest request, Trail trail, Runnable over, Problem problem) {
        trail.refused(problem);
        Refusal.of(request, problem);
        over.run();
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
}
