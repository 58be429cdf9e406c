package io.pagurus.gateway.exchange;

import io.pagurus.gateway.affinity.Stay;
import io.pagurus.gateway.classes.Wishes;
import io.pagurus.gateway.forwarding.HeaderPolicy;
import io.pagurus.gateway.forwarding.Origin;
import io.pagurus.gateway.forwarding.Origins;
import io.pagurus.gateway.identity.Identity;
import io.pagurus.gateway.identity.SessionHeaders;
import io.pagurus.gateway.relay.EndToEndHeaders;
import io.pagurus.gateway.routes.RouteRules;
import io.pagurus.gateway.trail.Trail;
import io.pagurus.gateway.upstream.NodeRequest;
import io.pagurus.gateway.upstream.Payload;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Event-loop confined. Begins the story of each request that the edge has let in. */
public final class Exchanges {

    private final Surroundings around;
    private final Origins origins;
    private final long maxBody;

    /**
     * @param maxBody the longest body that is relayed at all
     */
    public Exchanges(Surroundings around, Origins origins, long maxBody) {
        this.around = around;
        this.origins = origins;
        this.maxBody = maxBody;
    }

    /**
     * Begins a turn; to be called before anything of the body can have come.
     *
     * @param length as the client said it; -1 when it did not
     */
    public void turn(
            HttpServerRequest client,
            RouteRules route,
            Wishes wishes,
            Identity identity,
            Stay stay,
            long length,
            Trail trail,
            Runnable onOver) {
        Origin origin = origins.of(client);
        MultiMap headers = headers(client, origin);
        SessionHeaders.name(headers, identity.sessionId());
        headers.set("X-Turn-ID", identity.turnId());
        trail.nameTo(headers);
        new TurnIntake(
                        around, client, route, wishes, identity, stay, headers, origin, maxBody,
                        trail, onOver)
                .begin(length);
    }

    /**
     * Begins any other request.
     *
     * @param session the one that it names; null when it names none
     */
    public void other(
            HttpServerRequest client,
            RouteRules route,
            Wishes wishes,
            @Nullable String session,
            Stay stay,
            boolean hasBody,
            Trail trail,
            Runnable onOver) {
        Origin origin = origins.of(client);
        MultiMap headers = headers(client, origin);
        SessionHeaders.name(headers, session);
        trail.nameTo(headers);
        client.pause();
        LimitedBody body = hasBody ? new LimitedBody(client, 0, maxBody) : null;
        Payload payload =
                body == null ? new Payload.None() : new Payload.Streamed(Buffer.buffer(), body);
        PlainExchange exchange =
                new PlainExchange(
                        around,
                        route,
                        wishes,
                        new NodeRequest(client.method(), client.uri(), headers, payload, origin),
                        session,
                        stay,
                        new PlainAnswer(client, session, stay, around.metrics()),
                        trail,
                        () -> over(client, onOver));
        if (body != null) {
            body.onTooLarge(() -> exchange.tooLarge(maxBody));
        }
        client.response().closeHandler(_ -> exchange.clientGone());
        client.response().exceptionHandler(_ -> exchange.clientGone());
        client.exceptionHandler(_ -> exchange.clientGone());
        exchange.begin();
    }

    private static void over(HttpServerRequest client, Runnable onOver) {
        if (!client.isEnded()) {
            client.handler(_ -> {});
            client.resume();
        }
        onOver.run();
    }

    private static MultiMap headers(HttpServerRequest client, Origin origin) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        EndToEndHeaders.copyRequest(client.headers(), headers);
        HeaderPolicy.addDefault(origin, headers);
        return headers;
    }
}
