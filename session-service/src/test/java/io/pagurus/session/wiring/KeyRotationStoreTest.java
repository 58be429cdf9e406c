package io.pagurus.session.wiring;

import static io.pagurus.session.fold.Entries.T0;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.wiring.SealedLife.FIRST;
import static io.pagurus.session.wiring.SealedLife.keys;
import static io.pagurus.session.wiring.SealedLife.turn;
import static io.pagurus.session.wiring.Stores.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.JournalRecord;
import io.pagurus.events.kafka.EventRecords;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.privacy.KeyCare;
import io.pagurus.session.privacy.UnreadablePayloadException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keys come and go, and who has none of them is told so. */
class KeyRotationStoreTest {

    private static final Verdict ACCEPTED = new Verdict.Accepted();

    @RegisterExtension static final Stores STORES = new Stores("rotated");

    @Test
    void twoKeysThatWereMadeAtOnceOpenEachItsOwn() throws Exception {
        // Given
        RealStore owner = STORES.open("store-1", FIRST);
        owner.commit(grant("s1", 1, "hk-1"));
        RealStore late = STORES.begin("store-2", FIRST);
        eventually(() -> late.journal.sessions().journal().isPresent());
        // When
        JournalRecord sealed = late.privacy.payloads().seal(turn("s1", 1, 1)).orElseThrow();
        JournalRecord other = owner.privacy.payloads().seal(turn("s1", 1, 1)).orElseThrow();
        write(owner, sealed);
        write(owner, other);
        // Then
        RealStore reader = owner.journal.sessions().find("s1").isPresent() ? owner : late;
        eventually(() -> reader.journal.sessions().find("s1").orElseThrow().seq() == 1);
        assertThat(reader.opened.withTurns("s1", 0).orElseThrow().turns().getFirst().messages())
                .isEqualTo(turn("s1", 1, 1).messages());
        assertThat(STORES.records(STORES.topics().sessionKeys())).hasSize(2);
        for (RealStore any : STORES.opened()) {
            assertThat(any.privacy.payloads().openForReport(sealed).toString())
                    .contains(Canary.WORD);
            assertThat(any.privacy.payloads().openForReport(other).toString())
                    .contains(Canary.WORD);
        }
    }

    @Test
    void aRotatedKeyCanBeTakenOutOnceItWrapsNothing() {
        // Given
        RealStore first = STORES.open("store-1", FIRST);
        for (int s = 0; s < 5; s++) {
            first.commit(grant("s" + s, 1, "hk-1"));
            first.commit(turn("s" + s, 1, 1));
        }
        STORES.close(first);
        // When
        RealStore both = STORES.open("store-1", keys("k2", Map.of("k1", 1, "k2", 2)));
        KeyCare care = both.privacy.keeper().orElseThrow();
        assertThat(both.commit(turn("s0", 1, 2))).isEqualTo(ACCEPTED);
        care.askForSweep();
        eventually(() -> care.counts().equals(Map.of("k2", 5)));
        STORES.close(both);
        RealStore last = STORES.open("store-1", keys("k2", Map.of("k2", 2)));
        // Then
        for (int s = 0; s < 5; s++) {
            assertThat(last.opened.withTurns("s" + s, 0).orElseThrow().turns().getFirst())
                    .extracting(t -> t.messages())
                    .isEqualTo(turn("s" + s, 1, 1).messages());
            assertThat(last.commit(turn("s" + s, 1, s == 0 ? 3 : 2))).isEqualTo(ACCEPTED);
        }
        assertThat(last.privacy.keeper().orElseThrow().counts()).isEqualTo(Map.of("k2", 5));
    }

    @Test
    void withoutTheKeyThatWrapsAPayloadIsAProblemAndNothingIsWritten() {
        // Given
        RealStore first = STORES.open("store-1", FIRST);
        first.commit(grant("s1", 1, "hk-1"));
        first.commit(turn("s1", 1, 1));
        STORES.close(first);
        // When
        RealStore other = STORES.open("store-1", keys("k2", Map.of("k2", 2)));
        // Then
        assertThatThrownBy(() -> other.opened.withTurns("s1", 0))
                .isInstanceOf(UnreadablePayloadException.class)
                .hasMessageContaining("not configured");
        assertThat(other.writer.commit(turn("s1", 1, 2)).toString()).contains("key");
        assertThat(other.journal.sessions().find("s1").orElseThrow().seq()).isEqualTo(1);
    }

    private void write(RealStore store, JournalRecord record)
            throws ExecutionException, InterruptedException {
        ProducerRecord<String, byte[]> event =
                EventRecords.toRecord(
                        STORES.topics().sessionJournal(),
                        new CloudEvent<>("id", "/test", T0, record));
        store.producer().send(event).get();
    }
}
