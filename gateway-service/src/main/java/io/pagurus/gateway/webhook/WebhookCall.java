package io.pagurus.gateway.webhook;

/**
 * Immutable. To whom a webhook was sent, and by whom.
 *
 * @param route its name
 * @param turn whether it opens a turn, so that the journal has the last word
 */
public record WebhookCall(String route, String path, String principal, boolean turn) {}
