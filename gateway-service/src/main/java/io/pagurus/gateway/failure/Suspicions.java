package io.pagurus.gateway.failure;

import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.observation.EdgeMetrics;
import io.pagurus.gateway.upstream.NodeFailure;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Event-loop confined. Has failures confirmed; a node that fails fails for all its requests at
 * once, so those that suspect the same life of it share one question.
 */
public final class Suspicions {

    private record Life(String nodeId, long incarnation) {}

    private final FailureConfirmation confirmation;
    private final EdgeMetrics metrics;
    private final Clock clock;
    private final Map<Life, Future<Verdict>> asking = new HashMap<>();
    private final Map<String, Long> stallAskedMillis = new HashMap<>();

    public Suspicions(FailureConfirmation confirmation, EdgeMetrics metrics, Clock clock) {
        this.confirmation = confirmation;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Asks what a failed request means; the future never fails. */
    public Future<Verdict> confirm(FleetNode node, NodeFailure failure) {
        Life life = new Life(node.id(), node.incarnation());
        Future<Verdict> running = asking.get(life);
        if (running != null) {
            return running;
        }
        Future<Verdict> asked =
                confirmation
                        .confirm(new Suspicion(node.id(), node.incarnation(), failure))
                        .otherwise(Verdict.UNAVAILABLE);
        if (!asked.isComplete()) {
            asking.put(life, asked);
        }
        return asked.onSuccess(verdict -> {
            asking.remove(life, asked);
            metrics.suspected(failure.phase().label(), verdict.label());
        });
    }

    /** Mentions a node that is silent, at most once in a while; its requests keep waiting. */
    public void mention(FleetNode node, NodeFailure failure, Duration atMostEvery) {
        long now = clock.millis();
        Long asked = stallAskedMillis.get(node.id());
        if (asked == null || now - asked >= atMostEvery.toMillis()) {
            // Of what is as old nothing follows any more, so none of it is kept.
            stallAskedMillis.values().removeIf(at -> now - at >= atMostEvery.toMillis());
            stallAskedMillis.put(node.id(), now);
            confirm(node, failure);
        }
    }
}
