package io.pagurus.gateway.wiring;

import io.pagurus.gateway.access.RedisQuotas;
import io.pagurus.gateway.affinity.HttpSessionOwnership;
import io.pagurus.gateway.edge.EdgeServer;
import io.pagurus.gateway.failure.HttpFailureConfirmation;
import io.pagurus.gateway.fleet.Fleet;
import io.pagurus.gateway.observation.Neighbour;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Thread-safe. Ready once it listens and knows a fleet. A neighbour that is away is told and does
 * not make it unready: the edge goes on with what it knows, and all edges would be unready at once.
 */
@Readiness
public class GatewayReadiness implements HealthCheck {

    private final EdgeServer edge;
    private final Fleet fleet;
    private final Feeds feeds;
    private final HttpSessionOwnership sessions;
    private final HttpFailureConfirmation health;
    private final RedisQuotas quotas;

    public GatewayReadiness(
            EdgeServer edge,
            Fleet fleet,
            Feeds feeds,
            HttpSessionOwnership sessions,
            HttpFailureConfirmation health,
            RedisQuotas quotas) {
        this.edge = edge;
        this.fleet = fleet;
        this.feeds = feeds;
        this.sessions = sessions;
        this.health = health;
        this.quotas = quotas;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("edge")
                .status(edge.port() > 0 && fleet.loaded())
                .withData("nodes", fleet.snapshot().nodes().size())
                .withData("kafka", feeds.connected() ? "connected" : "away: last known fleet")
                .withData("session-service", state(sessions.neighbour()))
                .withData("health-service", state(health.neighbour()))
                .withData(
                        "rate-limits",
                        quotas.neighbour().failure().isEmpty()
                                ? "shared"
                                : "each gateway its own: Redis gives no answer")
                .build();
    }

    private static String state(Neighbour neighbour) {
        return neighbour.failure().isEmpty() ? "answers" : "gave no answer to the last question";
    }
}
