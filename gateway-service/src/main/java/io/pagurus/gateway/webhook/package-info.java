/**
 * Webhooks, each run once however often and wherever they arrive: {@link
 * io.pagurus.gateway.webhook.WebhookRules} (what is said of a route) → {@link
 * io.pagurus.gateway.webhook.Webhooks} (takes a request) → {@link
 * io.pagurus.gateway.webhook.EventName} (which event it is) → {@link
 * io.pagurus.gateway.webhook.Claims} (whose it is, in Redis) → {@link
 * io.pagurus.gateway.webhook.Delivery} (runs it, waits for another's run, or tells what that gave).
 */
@NullMarked
package io.pagurus.gateway.webhook;

import org.jspecify.annotations.NullMarked;
