package io.pagurus.gateway.edge;

import io.pagurus.gateway.access.Gate;
import io.pagurus.gateway.access.RateLimits;
import io.pagurus.gateway.affinity.Affinities;
import io.pagurus.gateway.affinity.OwnerCache;
import io.pagurus.gateway.affinity.SessionGuard;
import io.pagurus.gateway.affinity.SessionOwnership;
import io.pagurus.gateway.classes.ClassSlots;
import io.pagurus.gateway.classes.ModelDesk;
import io.pagurus.gateway.exchange.Parking;
import io.pagurus.gateway.exchange.ReplayBudget;
import io.pagurus.gateway.exchange.ReplayConfig;
import io.pagurus.gateway.exchange.TurnConfig;
import io.pagurus.gateway.failure.FailureConfig;
import io.pagurus.gateway.failure.FailureConfirmation;
import io.pagurus.gateway.fleet.Fleet;
import io.pagurus.gateway.identity.IdentityReader;
import io.pagurus.gateway.limits.NodeLimits;
import io.pagurus.gateway.observation.EdgeMetrics;
import io.pagurus.gateway.routes.Rules;
import io.pagurus.gateway.trail.Trails;
import io.pagurus.gateway.upstream.NodeCredentials;
import io.pagurus.gateway.upstream.NodeLoads;
import io.pagurus.gateway.upstream.UpstreamConfig;
import io.pagurus.gateway.webhook.WebhookParts;
import io.pagurus.gateway.websocket.WebSocketConfig;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Immutable; its parts are thread-safe. What all event loops of the edge share.
 *
 * @param region as the edge says of itself
 * @param sockets lets WebSockets in, which stay for days and have a limit of their own
 * @param random asked on every event loop, so thread-safe
 */
public record EdgeParts(
        String region,
        EdgeConfig edge,
        TurnConfig turn,
        ReplayConfig replay,
        UpstreamConfig upstream,
        FailureConfig failure,
        WebSocketConfig webSocket,
        Listening listening,
        Clock clock,
        RandomGenerator random,
        Rules rules,
        Gate gate,
        RateLimits rates,
        IdentityReader identities,
        Fleet fleet,
        OwnerCache owners,
        SessionOwnership ownership,
        SessionGuard guard,
        Affinities affinities,
        FailureConfirmation confirmation,
        NodeLoads loads,
        NodeCredentials credentials,
        Admission admission,
        Admission sockets,
        Parking parking,
        ReplayBudget budget,
        WebhookParts webhooks,
        NodeLimits limits,
        ClassSlots slots,
        ModelDesk models,
        EdgeMetrics metrics,
        Trails trails) {}
