package io.pagurus.session.wiring;

import static io.pagurus.session.wiring.Stores.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.JournalRecord;
import io.pagurus.events.kafka.EventRecords;
import io.pagurus.session.fold.LargestSession;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.SessionState;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A session of the largest row stops nobody's snapshots. */
class LargestRowStoreTest {

    /** What Kafka takes as one record unless it is told otherwise. */
    private static final int USUAL_RECORD = 1 << 20;

    @RegisterExtension static final Stores STORES = new Stores("row");

    @Test
    void theLargestRowIsInASnapshotAndReadBack() {
        // Given
        RealStore store = STORES.open();
        int id = 0;
        for (JournalRecord record : LargestSession.entries()) {
            CloudEvent<JournalRecord> event =
                    new CloudEvent<>("e" + id++, "/test", Instant.now(), record);
            var _ =
                    store.producer()
                            .send(EventRecords.toRecord(STORES.topics().sessionJournal(), event));
        }
        eventually(() -> found(store).isPresent());
        SessionHeader header = found(store).orElseThrow();
        // When
        eventually(() ->
                STORES.records(STORES.topics().sessionSnapshot()).stream()
                        .anyMatch(row ->
                                row.key().equals(LargestSession.ID)
                                        && row.serializedValueSize() > USUAL_RECORD));
        RealStore again = STORES.reopen(store);
        // Then
        assertThat(store.snapshots.failures()).isZero();
        assertThat(again.journal.sessions().find(LargestSession.ID)).contains(header);
    }

    /** Once its last entry is folded. */
    private static Optional<SessionHeader> found(RealStore store) {
        return store.journal
                .sessions()
                .find(LargestSession.ID)
                .filter(header -> header.state() instanceof SessionState.Frozen);
    }
}
