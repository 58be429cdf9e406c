package io.pagurus.gateway.webhook;

import io.pagurus.gateway.identity.IdSyntax;
import io.pagurus.gateway.identity.Identity;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Which event a request delivers, and what that makes of a turn.
 *
 * @param id the same for all deliveries of the event; of one route, path and principal, since an
 *     outcome is for nobody else's eyes
 * @param key as the provider names it
 * @param session the session that the event belongs to; null when nothing names one
 */
public record EventName(String id, String key, @Nullable String session) {

    /** The name of what a request delivers; empty when it names no key. */
    static Optional<EventName> of(
            WebhookRules rules, WebhookCall call, MultiMap headers, Buffer body) {
        return RequestNames.find(rules.key(), headers, body)
                .or(() -> instead(rules, body))
                .map(key -> named(rules, call, key, headers, body));
    }

    private static Optional<String> instead(WebhookRules rules, Buffer body) {
        return rules.withoutKey() == WebhookRules.WithoutKey.HASH_BODY
                ? Optional.of(RequestNames.hash(body))
                : Optional.empty();
    }

    private static EventName named(
            WebhookRules rules, WebhookCall call, String key, MultiMap headers, Buffer body) {
        String all = String.join("\n", call.principal(), call.route(), call.path(), key);
        String id = RequestNames.hash(Buffer.buffer(all.getBytes(StandardCharsets.UTF_8)));
        String session =
                rules.session()
                        .flatMap(source -> RequestNames.find(source, headers, body))
                        .map(name -> IdSyntax.turnId(call.route(), name))
                        .orElse(null);
        return new EventName(id, key, session);
    }

    /**
     * The turn that the event opens. It has the event's key, so that the journal decides that it
     * happens once; and a session that all deliveries share, without which it could not.
     */
    public Identity turn(Identity read) {
        String turnId = IdSyntax.turnId(read.principal(), key);
        String sessionId =
                session != null ? session : read.minted() ? "hook-" + id : read.sessionId();
        return new Identity(sessionId, Identity.Source.HEADER, turnId, true, read.principal());
    }
}
