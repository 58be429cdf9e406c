package io.pagurus.gateway.edge;

import io.pagurus.gateway.classes.ModelDesk;
import io.pagurus.gateway.classes.ModelRules;
import io.pagurus.gateway.classes.RequestClass;
import io.pagurus.gateway.classes.Wishes;
import io.pagurus.gateway.exchange.Exchanges;
import io.pagurus.gateway.exchange.Refusal;
import io.pagurus.gateway.identity.Identified;
import io.pagurus.gateway.identity.Identity;
import io.pagurus.gateway.identity.IdentityReader;
import io.pagurus.gateway.identity.SessionCookie;
import io.pagurus.gateway.problem.Problem;
import io.pagurus.gateway.rollout.RolloutRules;
import io.pagurus.gateway.rollout.TrackChoice;
import io.pagurus.gateway.routes.RouteRules;
import io.pagurus.gateway.routing.FleetTraits;
import io.pagurus.gateway.webhook.EventName;
import io.pagurus.gateway.webhook.WebhookCall;
import io.pagurus.gateway.webhook.WebhookRules;
import io.pagurus.gateway.webhook.Webhooks;
import io.pagurus.gateway.websocket.WebSockets;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. The way of each request that was let in and has a route: its class → whether
 * it is a webhook that has run → its model → its exchange.
 */
final class Course {

    private final EdgeParts parts;
    private final Exchanges exchanges;
    private final Webhooks webhooks;
    private final WebSockets sockets;
    private final TrackChoice tracks;
    private final Entrance entrance;

    Course(EdgeParts parts, Exchanges exchanges, Webhooks webhooks, WebSockets sockets) {
        this.sockets = sockets;
        this.parts = parts;
        this.exchanges = exchanges;
        this.webhooks = webhooks;
        this.tracks = new TrackChoice(parts.random());
        this.entrance = new Entrance(parts);
    }

    /**
     * Takes a request before anything of its body can have come.
     *
     * @param length of its body as the client said it; -1 when it did not
     * @param onOver called once, when nothing more becomes of it
     */
    void take(HttpServerRequest request, Visit visit, long length, Runnable onOver) {
        RouteRules route = visit.route();
        RequestClass asked = route.classes().of(request.headers(), visit.principal()).orElse(null);
        if (isOnNoTrack(request, visit, onOver)) {
            return;
        }
        if (asked == null) {
            refuse(request, visit, route.classes().unknown(), onOver);
        } else if (!parts.slots().enter(asked)) {
            parts.metrics().rejected("class");
            Problem full =
                    Problem.unavailable("Requests of class " + asked.name() + " have no room");
            refuse(request, visit, full, onOver);
        } else {
            Runnable left =
                    () -> {
                        parts.slots().leave(asked);
                        onOver.run();
                    };
            visit.trail().asked(asked.name());
            begin(new Errand(request, visit, length, asked, left));
        }
    }

    /**
     * Takes a WebSocket. Its class says which nodes are for it, but it takes none of the class's
     * room: it may stay for days, and is no work while it is silent.
     */
    void takeSocket(HttpServerRequest request, Visit visit, Runnable onOver) {
        RouteRules route = visit.route();
        RequestClass asked = route.classes().of(request.headers(), visit.principal()).orElse(null);
        if (isOnNoTrack(request, visit, onOver)) {
            return;
        }
        if (asked == null) {
            refuse(request, visit, route.classes().unknown(), onOver);
            return;
        }
        Errand errand = new Errand(request, visit, 0, asked, onOver);
        String session = IdentityReader.named(request.headers(), cookie(request));
        visit.trail().asked(asked.name());
        visit.trail().session(session, null);
        entrance.inSession(
                request,
                session,
                visit,
                proved ->
                        sockets.begin(
                                request,
                                route,
                                wishes(errand, session, null),
                                proved,
                                entrance.stay(request, visit, session),
                                visit.trail(),
                                onOver),
                refused -> refuse(request, visit, refused, onOver),
                onOver);
    }

    /** Whether it wants a track that there is not, and has been told so. */
    private boolean isOnNoTrack(HttpServerRequest request, Visit visit, Runnable onOver) {
        RolloutRules rollout = visit.route().rollout();
        if (rollout == null || !TrackChoice.unknown(rollout, request.headers())) {
            return false;
        }
        refuse(request, visit, rollout.unknown(), onOver);
        return true;
    }

    /** Event-loop confined. A request and what is known of it. */
    private record Errand(
            HttpServerRequest request,
            Visit visit,
            long length,
            RequestClass asked,
            Runnable onOver) {

        RouteRules route() {
            return visit.route();
        }

        String principal() {
            return visit.principal();
        }

        boolean isTurn() {
            return route().turns() && HttpMethod.POST.equals(request.method());
        }

        Errand with(HttpServerRequest held, long heldLength, Runnable over) {
            return new Errand(held, visit, heldLength, asked, over);
        }
    }

    private void begin(Errand errand) {
        WebhookRules webhook = errand.route().webhook();
        if (webhook != null && Webhooks.canBe(errand.request().method())) {
            webhook(errand, webhook);
        } else {
            model(errand, null);
        }
    }

    private void webhook(Errand errand, WebhookRules rules) {
        HttpServerRequest request = errand.request();
        WebhookCall call =
                new WebhookCall(
                        errand.route().name(), request.path(), errand.principal(), errand.isTurn());
        Webhooks.Onward onward =
                new Webhooks.Onward() {
                    @Override
                    public void run(
                            HttpServerRequest held, @Nullable EventName event, Runnable onOver) {
                        model(errand.with(held, errand.length(), onOver), event);
                    }

                    @Override
                    public void turnAway(Problem problem) {
                        refuse(request, errand.visit(), problem, errand.onOver());
                    }
                };
        webhooks.take(request, rules, call, onward, errand.onOver());
    }

    private void model(Errand errand, @Nullable EventName event) {
        ModelRules rules = errand.route().models();
        if (rules == null || !errand.isTurn() || errand.length() == 0) {
            run(errand, event, null);
            return;
        }
        ModelDesk.Onward onward =
                new ModelDesk.Onward() {
                    @Override
                    public void run(
                            HttpServerRequest held,
                            long length,
                            @Nullable String label,
                            Runnable onOver) {
                        Course.this.run(errand.with(held, length, onOver), event, label);
                    }

                    @Override
                    public void turnAway(Problem problem) {
                        refuse(errand.request(), errand.visit(), problem, errand.onOver());
                    }
                };
        parts.models()
                .take(
                        errand.request(),
                        new ModelDesk.Wish(errand.route().name(), rules, errand.asked()),
                        label -> served(errand, event, label),
                        onward,
                        errand.onOver());
    }

    private void run(Errand errand, @Nullable EventName event, @Nullable String label) {
        if (errand.isTurn()) {
            turn(errand, event, label);
        } else {
            other(errand, label);
        }
    }

    private void other(Errand errand, @Nullable String label) {
        HttpServerRequest request = errand.request();
        String session = IdentityReader.named(request.headers(), cookie(request));
        errand.visit().trail().session(session, null);
        entrance.inSession(
                request,
                session,
                errand.visit(),
                proved ->
                        exchanges.other(
                                request,
                                errand.route(),
                                wishes(errand, session, label),
                                proved,
                                entrance.stay(request, errand.visit(), session),
                                errand.length() != 0,
                                errand.visit().trail(),
                                errand.onOver()),
                refused -> refuse(request, errand.visit(), refused, errand.onOver()),
                errand.onOver());
    }

    private void turn(Errand errand, @Nullable EventName event, @Nullable String label) {
        HttpServerRequest request = errand.request();
        switch (parts.identities().read(request.headers(), cookie(request), errand.principal())) {
            case Identified.As(Identity read) -> {
                Identity identity = event == null ? read : event.turn(read);
                errand.visit().trail().session(identity.sessionId(), identity.turnId());
                entrance.tellOfSession(request, identity);
                exchanges.turn(
                        request,
                        errand.route(),
                        wishes(errand, identity.sessionId(), label),
                        identity,
                        entrance.stay(request, errand.visit(), identity.sessionId()),
                        errand.length(),
                        errand.visit().trail(),
                        errand.onOver());
            }
            case Identified.Unreadable(String field, String expected) ->
                    refuse(
                            request,
                            errand.visit(),
                            Problem.badRequest(field, expected),
                            errand.onOver());
        }
    }

    private Wishes wishes(Errand errand, @Nullable String session, @Nullable String label) {
        RolloutRules rollout = errand.route().rollout();
        List<String> order =
                rollout == null
                        ? List.of()
                        : tracks.order(rollout, session, errand.request().headers());
        return Wishes.of(errand.asked(), order, label);
    }

    /** Whether the session's owner has a label, or any node where nobody owns it yet. */
    private boolean served(Errand errand, @Nullable EventName event, String label) {
        HttpServerRequest request = errand.request();
        String named =
                event != null && event.session() != null
                        ? event.session()
                        : IdentityReader.named(request.headers(), cookie(request));
        FleetTraits nodes = errand.route().placing().nodes();
        return Optional.ofNullable(named)
                .flatMap(parts.owners()::find)
                .map(owner -> nodes.of(owner.node()).labels().contains(label))
                .orElseGet(() -> nodes.serves(parts.fleet().snapshot(), label));
    }

    private static void refuse(
            HttpServerRequest request, Visit visit, Problem problem, Runnable onOver) {
        visit.trail().refused(problem);
        Refusal.of(request, problem);
        onOver.run();
    }

    private static @Nullable String cookie(HttpServerRequest request) {
        return Cookies.value(request, SessionCookie.NAME);
    }
}
