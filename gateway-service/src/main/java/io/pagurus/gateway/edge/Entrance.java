package io.pagurus.gateway.edge;

import io.pagurus.gateway.access.Admittance;
import io.pagurus.gateway.access.Caller;
import io.pagurus.gateway.affinity.Affinities;
import io.pagurus.gateway.affinity.Standing;
import io.pagurus.gateway.affinity.Stay;
import io.pagurus.gateway.forwarding.Origin;
import io.pagurus.gateway.forwarding.Origins;
import io.pagurus.gateway.identity.AffinityCookie;
import io.pagurus.gateway.identity.Identity;
import io.pagurus.gateway.identity.IdentityReader;
import io.pagurus.gateway.identity.PlacementRules;
import io.pagurus.gateway.identity.SessionCookie;
import io.pagurus.gateway.problem.Problem;
import io.pagurus.gateway.routes.RouteRules;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. What stands between a request's route and its exchange: who sends it, and in
 * which session's name. Where somebody has to be asked the request is held; a client that goes away
 * meanwhile is forgotten.
 */
final class Entrance {

    private final EdgeParts parts;
    private final Origins origins;

    Entrance(EdgeParts parts) {
        this.parts = parts;
        this.origins = parts.listening().origins();
    }

    /**
     * Lets a request in, or says why not; one of the two is called.
     *
     * @param gone called instead when the client goes away meanwhile
     */
    void admit(
            HttpServerRequest request,
            RouteRules route,
            Consumer<Caller> inside,
            Consumer<Problem> outside,
            Runnable gone) {
        settle(
                request,
                parts.gate().admit(route.access(), request.headers()),
                caller -> pace(request, route, caller, inside, outside, gone),
                outside,
                gone);
    }

    private void pace(
            HttpServerRequest request,
            RouteRules route,
            Caller caller,
            Consumer<Caller> inside,
            Consumer<Problem> outside,
            Runnable gone) {
        if (route.rate().isNone()) {
            inside.accept(caller);
            return;
        }
        settle(
                request,
                parts.rates().pace(route.name(), route.rate(), caller, address(request)),
                inside,
                outside,
                gone);
    }

    private void settle(
            HttpServerRequest request,
            Admittance admittance,
            Consumer<Caller> inside,
            Consumer<Problem> outside,
            Runnable gone) {
        switch (admittance) {
            case Admittance.Admitted(Caller caller, Map<String, String> headers) -> {
                headers.forEach(request.response()::putHeader);
                inside.accept(caller);
            }
            case Admittance.Refused(Problem problem, Map<String, String> headers) -> {
                parts.metrics().rejected(problem.status() == 429 ? "rate" : "access");
                headers.forEach(request.response()::putHeader);
                outside.accept(problem);
            }
            case Admittance.Undecided(Future<Admittance> later) ->
                    whenDecided(
                            request,
                            later,
                            decided -> settle(request, decided, inside, outside, gone),
                            outside,
                            gone);
        }
    }

    /**
     * Lets a request that is no turn go on in its session's name, or without it. On a route that
     * has only affinity nobody is asked: its nodes know nothing of sessions.
     *
     * @param session as the request names it; null when it names none
     * @param gone called instead when the client goes away meanwhile
     */
    void inSession(
            HttpServerRequest request,
            @Nullable String session,
            Visit visit,
            Consumer<@Nullable String> inside,
            Consumer<Problem> outside,
            Runnable gone) {
        if (session == null) {
            inside.accept(null);
            return;
        }
        String principal = visit.caller().principal();
        Standing remembered = parts.guard().remembered(session, principal);
        if (remembered != null) {
            judge(request, session, remembered, inside, outside);
        } else if (visit.route().affinity().only()) {
            inside.accept(null);
        } else {
            whenDecided(
                    request,
                    parts.guard()
                            .ask(session, principal, visit.trail().asks("session-service find")),
                    standing -> {
                        visit.trail().answered(standing.label());
                        judge(request, session, standing, inside, outside);
                    },
                    outside,
                    gone);
        }
    }

    private void judge(
            HttpServerRequest request,
            String session,
            Standing standing,
            Consumer<@Nullable String> inside,
            Consumer<Problem> outside) {
        switch (standing) {
            case OWN -> inside.accept(session);
            case UNPROVED -> inside.accept(null);
            case FOREIGN -> {
                parts.metrics().rejected("session");
                if (!IdentityReader.namesByHeader(request.headers())) {
                    request.response().headers().add(HttpHeaders.SET_COOKIE, SessionCookie.gone());
                }
                outside.accept(Problem.foreignSession());
            }
        }
    }

    /** Gives a client the name of a session that the gateway has made. */
    void tellOfSession(HttpServerRequest request, Identity identity) {
        if (identity.minted()) {
            request.response()
                    .headers()
                    .add(
                            HttpHeaders.SET_COOKIE,
                            SessionCookie.of(identity.sessionId(), origins.of(request).secure()));
        }
    }

    /** Where a request would rather be, by what its route goes by. */
    Stay stay(HttpServerRequest request, Visit visit, @Nullable String session) {
        PlacementRules affinity = visit.route().affinity();
        AffinityCookie cookie = visit.rules().cookie();
        if (cookie == null && !affinity.only()) {
            // All that is to be said of it is its session.
            return affinity.order().contains(PlacementRules.Source.SESSION)
                    ? Stay.byKey(session)
                    : Stay.NONE;
        }
        Origin from = origins.of(request);
        return parts.affinities()
                .stay(
                        affinity,
                        cookie,
                        new Affinities.Marks(
                                session,
                                cookie == null ? null : Cookies.value(request, AffinityCookie.NAME),
                                visit.caller().subject(),
                                from.address(),
                                from.secure()));
    }

    private String address(HttpServerRequest request) {
        return origins.of(request).address();
    }

    /** What comes of the body meanwhile is held, and flows once somebody takes it. */
    private static <T> void whenDecided(
            HttpServerRequest request,
            Future<T> later,
            Consumer<T> then,
            Consumer<Problem> outside,
            Runnable gone) {
        request.pause();
        later.onComplete(decision -> {
            if (request.response().closed()) {
                gone.run();
                return;
            }
            request.resume();
            if (decision.succeeded()) {
                then.accept(decision.result());
            } else {
                outside.accept(Problem.broken());
            }
        });
    }
}
