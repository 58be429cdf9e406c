package io.pagurus.session.wiring;

import io.pagurus.session.durability.DurabilityWatch;
import io.pagurus.session.durability.JournalCopies;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Thread-safe. Not ready while commits would be told to survive more than they do. */
@Readiness
@Singleton
final class DurabilityReadiness implements HealthCheck {

    private static final int MOST_TOLD = 3;

    private final DurabilityWatch watch;

    @Inject
    DurabilityReadiness(DurabilityWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        List<String> missing = watch.missing();
        HealthCheckResponseBuilder told =
                HealthCheckResponse.named("durability")
                        .status(missing.isEmpty())
                        .withData("class", watch.promised().text());
        watch.known()
                .ifPresent((JournalCopies copies) ->
                        told.withData("copies", copies.fewest())
                                .withData("minInSync", copies.minInSync()));
        if (!missing.isEmpty()) {
            told.withData(
                    "missing",
                    String.join("; ", missing.subList(0, Math.min(MOST_TOLD, missing.size()))));
        }
        return told.build();
    }
}
