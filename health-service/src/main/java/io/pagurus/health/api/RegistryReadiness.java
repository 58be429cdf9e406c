package io.pagurus.health.api;

import io.pagurus.health.registry.LoggedRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Thread-safe. Ready once the topology log was read to its end. While Kafka is away after that, the
 * last topology is served and nodes are probed: that is ready, and the data says what is wrong.
 */
@Readiness
@ApplicationScoped
public class RegistryReadiness implements HealthCheck {

    private final LoggedRegistry registry;

    RegistryReadiness(LoggedRegistry registry) {
        this.registry = registry;
    }

    @Override
    public HealthCheckResponse call() {
        LoggedRegistry.Status status = registry.status();
        HealthCheckResponseBuilder said =
                HealthCheckResponse.named("topology-log")
                        .status(status.caughtUp())
                        .withData("projection", status.projection())
                        .withData("waiting", status.waiting())
                        .withData("unusable", status.unusable());
        String problem = status.problem();
        return (problem == null ? said : said.withData("problem", problem)).build();
    }
}
