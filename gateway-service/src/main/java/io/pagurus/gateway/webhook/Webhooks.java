package io.pagurus.gateway.webhook;

import com.fasterxml.jackson.core.JsonPointer;
import io.pagurus.gateway.held.BodyReading;
import io.pagurus.gateway.held.HeldRequest;
import io.pagurus.gateway.problem.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Event-loop confined. Takes the webhooks of one event loop: reads each, and has it delivered. */
public final class Webhooks {

    /** Source: RFC 9110 §9.2.1. Providers prove an address by them, and nothing happens. */
    private static final Set<HttpMethod> SAFE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);

    /** Event-loop confined. What a webhook goes on with. */
    public interface Onward {

        /**
         * Runs it.
         *
         * @param event null when it names no event, and runs as often as it comes
         */
        void run(HttpServerRequest request, @Nullable EventName event, Runnable onOver);

        /** Refuses it before its body was read; the connection is of no more use. */
        void turnAway(Problem problem);
    }

    private final Vertx vertx;
    private final WebhookParts parts;
    private final Clock clock;
    private final long maxBody;

    /**
     * @param maxBody the longest body that is relayed at all
     */
    public Webhooks(Vertx vertx, WebhookParts parts, Clock clock, long maxBody) {
        this.maxBody = maxBody;
        this.vertx = vertx;
        this.parts = parts;
        this.clock = clock;
    }

    public static boolean canBe(HttpMethod method) {
        return !SAFE.contains(method);
    }

    /** Takes a request before anything of its body can have come. */
    public void take(
            HttpServerRequest client,
            WebhookRules rules,
            WebhookCall call,
            Onward onward,
            Runnable onOver) {
        BodyReading.Reader reader =
                new BodyReading.Reader() {
                    @Override
                    public void whole(Buffer body, Runnable giveBack) {
                        Runnable over =
                                () -> {
                                    giveBack.run();
                                    onOver.run();
                                };
                        EventName.of(rules, call, client.headers(), body)
                                .ifPresentOrElse(
                                        event ->
                                                deliver(
                                                        new Arrival(
                                                                client, body, rules, call, event,
                                                                onward, over)),
                                        () -> nameless(client, rules, body, onward, over));
                    }

                    @Override
                    public void refused(Problem problem) {
                        parts.metrics().rejected("webhook-body");
                        onward.turnAway(problem);
                    }

                    @Override
                    public void gone() {
                        onOver.run();
                    }
                };
        new BodyReading(client, Math.min(maxBody, rules.maxBody()), parts.held()).begin(reader);
    }

    private void deliver(Arrival arrival) {
        new Delivery(vertx, parts, clock, arrival).begin();
    }

    private void nameless(
            HttpServerRequest client,
            WebhookRules rules,
            Buffer body,
            Onward onward,
            Runnable onOver) {
        parts.metrics().webhook("no-key");
        if (rules.withoutKey() == WebhookRules.WithoutKey.RUN) {
            onward.run(HeldRequest.of(client, body), null, onOver);
        } else {
            Problem.badRequest(where(rules.key()), "a key that names the event")
                    .answer(client.response());
            onOver.run();
        }
    }

    private static String where(NameSource key) {
        return switch (key) {
            case NameSource.Header(String name) -> name;
            case NameSource.Pointer(JsonPointer at) -> "body " + at;
            case NameSource.BodyHash() -> "body";
        };
    }
}
