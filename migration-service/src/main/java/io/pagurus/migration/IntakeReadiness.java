package io.pagurus.migration;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Thread-safe. Ready once the fleet and the history were read to their ends. While Kafka is away
 * after that there is nothing to do, and what runs goes on: that is ready.
 */
@Readiness
@ApplicationScoped
class IntakeReadiness implements HealthCheck {

    private final Wiring wiring;

    IntakeReadiness(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("intake").status(wiring.ready()).build();
    }
}
