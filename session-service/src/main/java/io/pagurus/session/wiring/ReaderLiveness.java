package io.pagurus.session.wiring;

import io.pagurus.session.journal.JournalReader;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Thread-safe. A process whose journal reader has ended can only be started again. */
@Liveness
@Singleton
final class ReaderLiveness implements HealthCheck {

    private final JournalReader reader;

    @Inject
    ReaderLiveness(JournalReader reader) {
        this.reader = reader;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("journal reader").status(reader.alive()).build();
    }
}
