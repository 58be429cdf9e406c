package io.pagurus.session.wiring;

import io.pagurus.session.journal.Journal;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Thread-safe; blocks for up to a second. Ready: the fold knows the journal, brokers answer. */
@Readiness
@Singleton
final class JournalReadiness implements HealthCheck {

    private static final long WAIT_MILLIS = 1_000;

    private final Journal journal;
    private final Admin admin;

    @Inject
    JournalReadiness(Journal journal, KafkaClients kafka) {
        this.journal = journal;
        this.admin = kafka.admin();
    }

    @Override
    public HealthCheckResponse call() {
        boolean caughtUp = journal.caughtUp();
        boolean reachable = brokersAnswer();
        return HealthCheckResponse.named("journal")
                .status(caughtUp && reachable)
                .withData("caughtUp", caughtUp)
                .withData("kafkaReachable", reachable)
                .withData("sessions", journal.sessions().size())
                .build();
    }

    private boolean brokersAnswer() {
        try {
            return !admin.describeCluster()
                    .nodes()
                    .get(WAIT_MILLIS, TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ZERO);
    }
}
