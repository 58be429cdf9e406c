package io.pagurus.gateway.exchange;

import io.pagurus.gateway.affinity.Stay;
import io.pagurus.gateway.classes.Wishes;
import io.pagurus.gateway.forwarding.Origin;
import io.pagurus.gateway.identity.Identity;
import io.pagurus.gateway.problem.Problem;
import io.pagurus.gateway.routes.RouteRules;
import io.pagurus.gateway.trail.Trail;
import io.pagurus.gateway.upstream.NodeRequest;
import io.pagurus.gateway.upstream.Payload;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. Reads a turn's body so far as it may be kept for a replay, then begins the
 * exchange: with the whole body, or with one that streams and cannot be sent twice.
 */
final class TurnIntake {

    private final Surroundings around;
    private final HttpServerRequest client;
    private final RouteRules route;
    private final Wishes wishes;
    private final Identity identity;
    private final Stay stay;
    private final MultiMap toNode;
    private final Origin origin;
    private final long maxBody;
    private final Trail trail;
    private final Runnable onOver;
    private final ReplayBudget.Share budget;
    private Buffer read = Buffer.buffer();
    private boolean handedOn;
    private @Nullable TurnExchange exchange;

    TurnIntake(
            Surroundings around,
            HttpServerRequest client,
            RouteRules route,
            Wishes wishes,
            Identity identity,
            Stay stay,
            MultiMap toNode,
            Origin origin,
            long maxBody,
            Trail trail,
            Runnable onOver) {
        this.around = around;
        this.client = client;
        this.route = route;
        this.wishes = wishes;
        this.identity = identity;
        this.stay = stay;
        this.toNode = toNode;
        this.origin = origin;
        this.maxBody = maxBody;
        this.trail = trail;
        this.onOver = onOver;
        this.budget = around.budget().share();
    }

    /**
     * @param length the body's length as the client said it; -1 when it did not
     */
    void begin(long length) {
        client.response().closeHandler(_ -> clientGone());
        client.response().exceptionHandler(_ -> clientGone());
        client.exceptionHandler(_ -> clientGone());
        if (length > around.replay().maxBody().asLongValue()) {
            streamTheRest();
            return;
        }
        client.handler(this::keep);
        client.endHandler(_ -> {
            if (!handedOn) {
                begin(new Payload.Kept(read));
            }
        });
    }

    private void keep(Buffer chunk) {
        around.metrics().sentToNode(chunk.length());
        boolean fits =
                read.length() + chunk.length() <= around.replay().maxBody().asLongValue()
                        && budget.take(chunk.length());
        // A body of one piece, as most are, is not copied.
        read =
                read.length() == 0
                        ? chunk
                        : Buffer.buffer(read.length() + chunk.length())
                                .appendBuffer(read)
                                .appendBuffer(chunk);
        if (!fits) {
            streamTheRest();
        }
    }

    private void streamTheRest() {
        client.pause();
        LimitedBody rest = new LimitedBody(client, read.length(), maxBody);
        rest.onTooLarge(this::tooLarge);
        begin(new Payload.Streamed(read, rest));
    }

    private void begin(Payload payload) {
        handedOn = true;
        TurnRequest turn =
                new TurnRequest(
                        route,
                        wishes,
                        identity,
                        stay,
                        new NodeRequest(client.method(), client.uri(), toNode, payload, origin),
                        trail);
        exchange = new TurnExchange(around, turn, client.response(), budget, this::over);
        exchange.begin();
    }

    private void tooLarge() {
        if (exchange != null) {
            exchange.refuse(Problem.tooLarge(maxBody));
        }
    }

    private void clientGone() {
        if (exchange != null) {
            exchange.clientGone();
        } else if (!handedOn) {
            handedOn = true;
            budget.release();
            onOver.run();
        }
    }

    /** What a client still sends is read and dropped, so that its connection can go on. */
    private void over() {
        if (!client.isEnded()) {
            client.handler(_ -> {});
            client.resume();
        }
        onOver.run();
    }
}
