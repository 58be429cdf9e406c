package io.pagurus.gateway.failure;

import io.pagurus.gateway.upstream.Attempt;
import io.pagurus.gateway.upstream.NodeClient;
import io.pagurus.gateway.upstream.NodeFailure;
import io.pagurus.gateway.upstream.NodeFailure.Phase;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;

/**
 * Event-loop confined. Notices requests whose node has gone silent, and has the node looked at; the
 * requests wait on, up to a limit, since a model that thinks is silent too. A hung node closes no
 * connection, so without this its requests would wait for the next regular probes.
 *
 * <p>One timer an event loop looks at all tries, where a timer each would be set and cancelled for
 * every request.
 */
public final class StallWatch {

    private final NodeClient nodes;
    private final Suspicions suspicions;
    private final Duration limit;
    private final Duration silenceLimit;
    private final Clock clock;

    /**
     * @param limit how long a node may be silent before it is looked at
     * @param silenceLimit how long it may be silent before its try is given up
     */
    public StallWatch(
            NodeClient nodes,
            Suspicions suspicions,
            Duration limit,
            Duration silenceLimit,
            Clock clock) {
        this.nodes = nodes;
        this.suspicions = suspicions;
        this.limit = limit;
        this.silenceLimit = silenceLimit;
        this.clock = clock;
    }

    public void start(Vertx vertx) {
        vertx.setPeriodic(Math.max(1, limit.toMillis() / 8), _ -> look());
    }

    void look() {
        long now = clock.millis();
        for (Attempt attempt : new ArrayList<>(nodes.watched())) {
            long silent = attempt.silentMillis(now);
            if (silent >= silenceLimit.toMillis()) {
                attempt.giveUp("silent for " + silent + " ms");
            } else if (silent >= limit.toMillis()) {
                Phase phase = attempt.answering() ? Phase.BODY : Phase.HEAD;
                suspicions.mention(
                        attempt.node(),
                        new NodeFailure(phase, "silent for " + limit.toMillis() + " ms"),
                        limit);
            }
        }
    }
}
