package io.pagurus.session.wiring;

import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.wiring.Stores.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.SessionEvent.SessionQuarantined;
import io.pagurus.session.fold.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Entries of a size that whatever is told of them must not have: the partition goes on. */
class PoisonStoreTest {

    private static final String LARGE = "k".repeat(600_000);

    @RegisterExtension static final Stores STORES = new Stores("poison");

    @Test
    void anEntryWithAKeyThatIsNoIdIsOfNoSession() throws Exception {
        // Given
        RealStore store = STORES.open();
        store.commit(grant("s1", 1, "hk-1"));
        int partition = store.journal.sessions().find("s1").orElseThrow().partition();
        // When
        write(store, new ProducerRecord<>(journal(), partition, LARGE, new byte[] {'x'}));
        // Then
        goesOn(store, partition);
        assertThat(events(2))
                .extracting(CloudEvent::data)
                .noneMatch(SessionQuarantined.class::isInstance);
        assertThat(STORES.records(STORES.topics().deadLetters(journal()))).hasSize(1);
    }

    @Test
    void anEntryOfATypeWithALargeNameQuarantinesItsSessionAlone() throws Exception {
        // Given
        RealStore store = STORES.open();
        store.commit(grant("s1", 1, "hk-1"));
        int partition = store.journal.sessions().find("s1").orElseThrow().partition();
        ProducerRecord<String, byte[]> poison =
                new ProducerRecord<>(journal(), partition, "s0", new byte[] {'{', '}'});
        List.of("ce_id", "ce_source").forEach(name -> poison.headers().add(name, new byte[] {'1'}));
        poison.headers().add("ce_time", "2026-01-01T00:00:00Z".getBytes(StandardCharsets.UTF_8));
        poison.headers().add("ce_type", LARGE.getBytes(StandardCharsets.UTF_8));
        // When
        write(store, poison);
        // Then
        goesOn(store, partition);
        assertThat(events(3))
                .extracting(CloudEvent::data)
                .filteredOn(SessionQuarantined.class::isInstance)
                .singleElement()
                .satisfies(told ->
                        assertThat(((SessionQuarantined) told).reason())
                                .startsWith("unknown type kkk")
                                .hasSize(256));
    }

    /** The entries behind it are judged, told of, and in a snapshot. */
    private static void goesOn(RealStore store, int partition) {
        assertThat(store.commit(commit("s1", 1, "hk-1", 1, "t1", "yes")))
                .isEqualTo(new Verdict.Accepted());
        eventually(() -> store.projection.settled(partition) == 3);
        eventually(() ->
                STORES.records(STORES.topics().sessionSnapshot()).stream()
                        .anyMatch(row ->
                                row.key().equals("#position")
                                        && row.partition() == partition
                                        && row.value() != null
                                        && row.value()[0] == '3'));
    }

    private static void write(RealStore store, ProducerRecord<String, byte[]> poison)
            throws Exception {
        store.producer().send(poison).get();
    }

    private static String journal() {
        return STORES.topics().sessionJournal();
    }

    private static List<CloudEvent<?>> events(int atLeast) {
        return TopicContent.events(STORES.kafka(), STORES.topics().sessionEvents(), atLeast);
    }
}
