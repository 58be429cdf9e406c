package io.pagurus.session.wiring;

import io.pagurus.session.journal.Bar;
import io.pagurus.session.journal.Journal;
import io.pagurus.session.journal.JournalReader;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Thread-safe; blocks for up to a second. Ready: this instance has had its place in the group, and
 * all partitions that came with it. It stays so while the brokers are away: each caller is told so
 * with a problem that says when to come back, which is more than a closed door tells. Not so with a
 * partition that is barred: it does not come back by itself.
 */
@Readiness
@Singleton
final class JournalReadiness implements HealthCheck {

    private static final long WAIT_MILLIS = 1_000;

    private final Journal journal;
    private final JournalReader reader;
    private final Admin admin;
    private volatile boolean placedOnce;

    @Inject
    JournalReadiness(Journal journal, JournalReader reader, KafkaClients kafka) {
        this.journal = journal;
        this.reader = reader;
        this.admin = kafka.admin();
    }

    @Override
    public HealthCheckResponse call() {
        boolean placed = reader.placed();
        Set<Bar> bars = reader.bars();
        placedOnce |= placed;
        return HealthCheckResponse.named("journal")
                .status(placedOnce && bars.isEmpty())
                .withData("placed", placed)
                .withData("rulesUnknown", bars.contains(Bar.RULES_UNKNOWN))
                .withData("journalShortened", bars.contains(Bar.JOURNAL_SHORTENED))
                .withData("kafkaReachable", brokersAnswer())
                .withData("partitions", journal.sessions().served().size())
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
