package io.pagurus.gateway.webhook;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Event-loop confined. A webhook that has come in full, and is known by name.
 *
 * @param onOver to be called once, when nothing more becomes of it
 */
record Arrival(
        HttpServerRequest client,
        Buffer body,
        WebhookRules rules,
        WebhookCall call,
        EventName event,
        Webhooks.Onward onward,
        Runnable onOver) {

    /** Names who hears that the client has gone, in the place of who was named before. */
    void onClientGone(Runnable gone) {
        client.response().closeHandler(_ -> gone.run());
        client.response().exceptionHandler(_ -> gone.run());
        client.exceptionHandler(_ -> gone.run());
    }
}
