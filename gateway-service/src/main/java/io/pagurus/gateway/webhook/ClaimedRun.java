package io.pagurus.gateway.webhook;

import io.pagurus.gateway.held.HeldRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Event-loop confined. An event's run, by the one who has claimed it (or may run it unclaimed). The
 * lease is renewed as long as it runs; then the outcome is remembered, and only then told.
 */
final class ClaimedRun {

    /** So that a renewal may be lost, and the next one still comes in time. */
    private static final int RENEWALS_IN_A_LEASE = 3;

    private static final int TRIES = 5;
    private static final long FIRST_PAUSE_MILLIS = 100;

    private final Vertx vertx;
    private final WebhookParts parts;
    private final Arrival arrival;
    private final String token;
    private final RecordedResponse response;
    private Future<?> renewed = Future.succeededFuture();
    private long renewal;
    private boolean runOver;
    private boolean told;

    ClaimedRun(Vertx vertx, WebhookParts parts, Arrival arrival, String token) {
        this.vertx = vertx;
        this.parts = parts;
        this.arrival = arrival;
        this.token = token;
        this.response =
                new RecordedResponse(
                        arrival.client().response(), arrival.rules().maxKept(), this::answered);
    }

    void begin(boolean clientGone) {
        if (clientGone) {
            response.clientGone();
        }
        arrival.onClientGone(response::clientGone);
        long every = Math.max(1, arrival.rules().lease().toMillis() / RENEWALS_IN_A_LEASE);
        renewal = vertx.setPeriodic(every, _ -> renew());
        HeldRequest request = HeldRequest.answeredBy(arrival.client(), arrival.body(), response);
        arrival.onward().run(request, arrival.event(), this::runOver);
    }

    private void renew() {
        renewed = parts.claims().claim(arrival.event().id(), token, arrival.rules().lease());
    }

    /** After a renewal that is on its way: it would claim what has just been given up. */
    private void answered() {
        vertx.cancelTimer(renewal);
        var _ = renewed.eventually(this::conclude).onComplete(_ -> tell());
    }

    private Future<Void> conclude() {
        Optional<KeptAnswer> outcome =
                journalDecides() ? Optional.empty() : response.outcome(arrival.rules().keep());
        if (outcome.isEmpty()) {
            parts.metrics().webhook("released");
            return parts.claims().release(arrival.event().id(), token);
        }
        return store(outcome.get(), TRIES, FIRST_PAUSE_MILLIS);
    }

    /** A failover of Redis takes about a second, and what is told without this would run again. */
    private Future<Void> store(KeptAnswer outcome, int triesLeft, long pauseMillis) {
        return parts.claims()
                .settle(arrival.event().id(), token, outcome, arrival.rules().window())
                .compose(settled -> {
                    if (settled == Claims.Settled.AWAY && triesLeft > 1) {
                        return vertx.timer(pauseMillis, TimeUnit.MILLISECONDS)
                                .compose(_ -> store(outcome, triesLeft - 1, 2 * pauseMillis));
                    }
                    boolean stored = settled == Claims.Settled.STORED;
                    parts.metrics().webhook(stored ? "stored" : "not-stored");
                    return Future.succeededFuture();
                });
    }

    /** A turn's stream may end in an error; its next delivery is told what was committed. */
    private boolean journalDecides() {
        return arrival.call().turn() && response.isStream();
    }

    private void tell() {
        response.letGo();
        told = true;
        end();
    }

    private void runOver() {
        runOver = true;
        if (!response.ended()) {
            response.reset();
        }
        end();
    }

    private void end() {
        if (told && runOver) {
            told = false;
            arrival.onOver().run();
        }
    }
}
