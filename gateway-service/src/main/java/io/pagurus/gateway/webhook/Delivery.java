package io.pagurus.gateway.webhook;

import io.pagurus.gateway.problem.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Event-loop confined. The story of one delivery of an event.
 *
 * <pre>
 *   claim ──Mine──► run (the lease is renewed) ──► settle, or release ──► answer
 *     │ ▲─(pause)─┐
 *     ├─Busy──────┘ ──(waited long enough)──► 503
 *     ├─Done──► the remembered answer
 *     └─Away──► 503, or run unclaimed
 * </pre>
 *
 * A duplicate that waits claims again and again, so it takes over the moment that the claim of a
 * gateway that died lapses.
 */
final class Delivery {

    private final Vertx vertx;
    private final WebhookParts parts;
    private final Clock clock;
    private final Arrival arrival;
    private final WebhookRules rules;
    private final String token;
    private final Instant giveUpAt;
    private boolean waited;
    private boolean gone;

    Delivery(Vertx vertx, WebhookParts parts, Clock clock, Arrival arrival) {
        this.vertx = vertx;
        this.parts = parts;
        this.clock = clock;
        this.arrival = arrival;
        this.rules = arrival.rules();
        this.token = parts.tokens().next();
        this.giveUpAt = clock.instant().plus(rules.patience());
    }

    void begin() {
        arrival.onClientGone(() -> gone = true);
        claim();
    }

    private void claim() {
        var _ =
                parts.claims()
                        .claim(arrival.event().id(), token, rules.lease())
                        .onSuccess(this::claimed);
    }

    private void claimed(Claim claim) {
        switch (claim) {
            case Claim.Mine() -> run(waited ? "taken-over" : "first");
            case Claim.Done(KeptAnswer answer) -> tell(answer);
            case Claim.Busy(long leftMillis) -> waitFor(leftMillis);
            case Claim.Away _ -> away();
        }
    }

    private void run(String why) {
        parts.metrics().webhook(why);
        new ClaimedRun(vertx, parts, arrival, token).begin(gone);
    }

    private void tell(KeptAnswer answer) {
        parts.metrics().webhook(waited ? "waited" : "duplicate");
        if (!gone) {
            answer.answer(arrival.client().response());
        }
        arrival.onOver().run();
    }

    private void waitFor(long leftMillis) {
        waited = true;
        Duration pause = parts.config().lookEvery();
        if (gone) {
            arrival.onOver().run();
        } else if (clock.instant().plus(pause).isAfter(giveUpAt)) {
            refuse("still-running", "Another delivery of this event is still running", leftMillis);
        } else {
            vertx.setTimer(Math.max(1, pause.toMillis()), _ -> claim());
        }
    }

    private void away() {
        if (waited && clock.instant().isBefore(giveUpAt)) {
            // Another ran it a moment ago; Redis may be back before the wait is over.
            waitFor(0);
        } else if (rules.redisAway() == WebhookRules.RedisAway.RUN && !waited) {
            run("unclaimed");
        } else {
            refuse("redis-away", "Whether this event has run cannot be told now", 0);
        }
    }

    private void refuse(String result, String why, long retryAfterMillis) {
        parts.metrics().webhook(result);
        if (!gone) {
            HttpServerResponse response = arrival.client().response();
            long seconds = Math.max(1, Duration.ofMillis(retryAfterMillis).toSeconds());
            response.putHeader("Retry-After", Long.toString(seconds));
            Problem.unavailable(why).answer(response);
        }
        arrival.onOver().run();
    }
}
