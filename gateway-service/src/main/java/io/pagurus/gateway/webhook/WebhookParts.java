package io.pagurus.gateway.webhook;

import io.pagurus.gateway.held.HeldBodies;
import io.pagurus.gateway.identity.IdSource;
import io.pagurus.gateway.observation.EdgeMetrics;

/** Immutable; its parts are thread-safe. What the webhooks of all event loops share. */
public record WebhookParts(
        Claims claims,
        WebhookConfig config,
        HeldBodies held,
        IdSource tokens,
        EdgeMetrics metrics) {}
