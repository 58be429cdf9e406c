package io.pagurus.session.wiring;

import static io.pagurus.session.fold.Entries.SESSION;
import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.wiring.Stores.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.session.journal.CommitOutcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A journal that lost its last entries, after the brokers had acknowledged them. */
class ShortJournalStoreTest {

    private static final int PARTITIONS = 12;

    @RegisterExtension static final Stores STORES = new Stores("short");

    @Test
    void aPartitionThatLostEntriesIsNotServedAsIfNothingWere() throws Exception {
        // Given
        RealStore before = STORES.open();
        before.commit(grant(1, "hk-1"));
        before.commit(commit(1, "hk-1", 1, "t1"));
        int partition = before.journal.sessions().find(SESSION).orElseThrow().partition();
        STORES.close(before);
        // When
        emptyJournal();
        try (LogLines lines = LogLines.listen()) {
            RealStore store = STORES.begin("store-1", Map.of());
            eventually(() -> store.journal.sessions().served().size() == PARTITIONS - 1);
            // Then
            assertThat(store.journal.sessions().serves(partition)).isFalse();
            assertThat(store.writer.commit(commit(1, "hk-1", 2, "t2")))
                    .isInstanceOf(CommitOutcome.NoVerdict.class);
            JournalReadiness readiness = store.readiness();
            HealthCheckResponse health = readiness.call();
            readiness.close();
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getData().orElseThrow())
                    .containsEntry("journalShortened", true)
                    .containsEntry("rulesUnknown", false);
            assertThat(lines.soFar())
                    .filteredOn(line -> line.matches("(?s)(ERROR|SEVERE).*"))
                    .singleElement()
                    .asString()
                    .contains("the snapshot of partition " + partition)
                    .contains("before offset 2", "ends at 0");
        }
    }

    private static void emptyJournal() throws ExecutionException, InterruptedException {
        String journal = STORES.topics().sessionJournal();
        try (Admin admin = STORES.admin()) {
            admin.deleteTopics(List.of(journal)).all().get();
            eventually(() -> {
                try {
                    return !admin.listTopics().names().get().contains(journal);
                } catch (ExecutionException notTold) {
                    return false;
                }
            });
        }
        STORES.kafka().createTopics(STORES.topics());
    }
}
