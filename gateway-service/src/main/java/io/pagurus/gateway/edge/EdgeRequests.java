package io.pagurus.gateway.edge;

import io.pagurus.gateway.access.Admittance;
import io.pagurus.gateway.access.Caller;
import io.pagurus.gateway.exchange.Exchanges;
import io.pagurus.gateway.identity.Identified;
import io.pagurus.gateway.identity.Identity;
import io.pagurus.gateway.identity.IdentityReader;
import io.pagurus.gateway.problem.Problem;
import io.pagurus.gateway.routes.RouteRules;
import io.pagurus.gateway.webhook.EventName;
import io.pagurus.gateway.webhook.WebhookCall;
import io.pagurus.gateway.webhook.WebhookRules;
import io.pagurus.gateway.webhook.Webhooks;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. Takes each request of one event loop: its own health, a turn, or another.
 */
final class EdgeRequests implements Handler<HttpServerRequest> {

    private final EdgeParts parts;
    private final Exchanges exchanges;
    private final Webhooks webhooks;
    private final long maxBody;

    EdgeRequests(EdgeParts parts, Exchanges exchanges, Webhooks webhooks) {
        this.parts = parts;
        this.exchanges = exchanges;
        this.webhooks = webhooks;
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
            turnAway(
                    request,
                    Problem.unavailable(
                            stopping ? "The edge is stopping" : "The edge is at its limit"));
        } else if (length > maxBody) {
            parts.metrics().rejected("body");
            leave(request, Problem.tooLarge(maxBody));
        } else if (!request.uri().startsWith("/")) {
            leave(request, Problem.badRequest("request-target", "a path, beginning with /"));
        } else {
            route(request, length);
        }
    }

    private void route(HttpServerRequest request, long length) {
        RouteRules route =
                parts.rules()
                        .now()
                        .route(
                                request.method().name(),
                                host(request),
                                request.path(),
                                request.headers());
        if (route == null) {
            leave(request, Problem.noRoute());
        } else {
            settle(request, route, length, parts.gate().admit(route.access(), request.headers()));
        }
    }

    private void settle(
            HttpServerRequest request, RouteRules route, long length, Admittance admittance) {
        switch (admittance) {
            case Admittance.Admitted(Caller caller, Map<String, String> headers) -> {
                request.response().headers().addAll(headers);
                begin(request, route, length, caller);
            }
            case Admittance.Refused refused -> refuse(request, length, refused);
            case Admittance.Undecided(Future<Admittance> later) -> {
                request.pause();
                later.onSuccess(decided -> goOn(request, route, length, decided));
            }
        }
    }

    /** What came of the body meanwhile is held, and flows once somebody takes it. */
    private void goOn(
            HttpServerRequest request, RouteRules route, long length, Admittance decided) {
        if (request.response().closed()) {
            parts.admission().leave();
        } else {
            request.resume();
            settle(request, route, length, decided);
        }
    }

    /** A connection without a body on it is good for the next request. */
    private void refuse(HttpServerRequest request, long length, Admittance.Refused refused) {
        parts.metrics().rejected("access");
        refused.headers().forEach(request.response()::putHeader);
        if (length == 0) {
            parts.admission().leave();
            refused.problem().answer(request.response());
        } else {
            leave(request, refused.problem());
        }
    }

    private void begin(HttpServerRequest request, RouteRules route, long length, Caller caller) {
        if (route.webhook() != null && Webhooks.canBe(request.method())) {
            webhook(request, route, route.webhook(), length, caller);
        } else {
            run(request, route, length, caller, null, parts.admission()::leave);
        }
    }

    private void webhook(
            HttpServerRequest request,
            RouteRules route,
            WebhookRules webhook,
            long length,
            Caller caller) {
        WebhookCall call =
                new WebhookCall(
                        route.name(), request.path(), caller.principal(), isTurn(request, route));
        Webhooks.Onward onward =
                new Webhooks.Onward() {
                    @Override
                    public void run(
                            HttpServerRequest held, @Nullable EventName event, Runnable onOver) {
                        EdgeRequests.this.run(held, route, length, caller, event, onOver);
                    }

                    @Override
                    public void turnAway(Problem problem) {
                        leave(request, problem);
                    }
                };
        webhooks.take(request, webhook, call, onward, parts.admission()::leave);
    }

    private static boolean isTurn(HttpServerRequest request, RouteRules route) {
        return route.turns() && HttpMethod.POST.equals(request.method());
    }

    private void run(
            HttpServerRequest request,
            RouteRules route,
            long length,
            Caller caller,
            @Nullable EventName event,
            Runnable onOver) {
        if (isTurn(request, route)) {
            turn(request, route, length, caller, event, onOver);
        } else {
            exchanges.other(
                    request,
                    route,
                    IdentityReader.named(request.headers(), cookie(request)),
                    length != 0,
                    onOver);
        }
    }

    private static @Nullable String host(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        return authority == null ? null : authority.host();
    }

    private void turn(
            HttpServerRequest request,
            RouteRules route,
            long length,
            Caller caller,
            @Nullable EventName event,
            Runnable onOver) {
        switch (parts.identities().read(request.headers(), cookie(request), caller.principal())) {
            case Identified.As(Identity identity) ->
                    exchanges.turn(
                            request,
                            route,
                            event == null ? identity : event.turn(identity),
                            length,
                            onOver);
            case Identified.Unreadable(String field, String expected) -> {
                Problem unreadable = Problem.badRequest(field, expected);
                if (event == null) {
                    turnAway(request, unreadable);
                } else {
                    // Its body has been read, so that its connection is of use.
                    unreadable.answer(request.response());
                }
                onOver.run();
            }
        }
    }

    private void leave(HttpServerRequest request, Problem problem) {
        parts.admission().leave();
        turnAway(request, problem);
    }

    /** Answers without reading on: the rest of an unwanted body would keep the connection busy. */
    private static void turnAway(HttpServerRequest request, Problem problem) {
        request.response().putHeader("Connection", "close");
        problem.answer(request.response()).onComplete(_ -> request.connection().close());
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

    private static @Nullable String cookie(HttpServerRequest request) {
        if (!request.headers().contains(HttpHeaders.COOKIE)) {
            return null;
        }
        Cookie cookie = request.getCookie(IdentityReader.SESSION_COOKIE);
        return cookie == null ? null : cookie.getValue();
    }
}
