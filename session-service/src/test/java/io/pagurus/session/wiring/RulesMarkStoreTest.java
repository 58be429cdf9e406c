package io.pagurus.session.wiring;

import static io.pagurus.session.fold.Entries.SESSION;
import static io.pagurus.session.fold.Entries.fail;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.fold.Entries.numbered;
import static io.pagurus.session.fold.Entries.start;
import static io.pagurus.session.wiring.Stores.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.DirectoryEvent.PartitionServed;
import io.pagurus.events.JournalMark.RulesAdvanced;
import io.pagurus.events.kafka.EventRecords;
import io.pagurus.session.fold.Reason;
import io.pagurus.session.fold.RulesVersion;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.CommitOutcome;
import io.pagurus.session.routing.PartitionDirectory;
import io.pagurus.session.routing.RulesAdvance;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a journal goes over to later rules, with everything real but REST. */
class RulesMarkStoreTest {

    private static final Verdict ACCEPTED = new Verdict.Accepted();
    private static final Verdict STALE = new Verdict.Refused(Reason.STALE_ATTEMPT);
    private static final int PARTITIONS = 12;
    private static final int UNHEARD_OF = 99;

    @RegisterExtension static final Stores STORES = new Stores("marks");

    @Test
    void entriesAreJudgedByTheRulesOfTheirPlaceByWhoeverHasThePartition() {
        // Given a late start that the first rules accept, and then a mark
        RealStore store = STORES.open();
        store.commit(grant(1, "hk-1"));
        store.commit(numbered(start(1, "hk-1", "t1"), 1));
        store.commit(numbered(fail(1, "hk-1", "t1"), 1));
        store.commit(numbered(start(1, "hk-1", "t2"), 2));
        assertThat(store.commit(numbered(start(1, "hk-1", "t1"), 1))).isEqualTo(ACCEPTED);
        int partition = partitionOf(store);
        mark(store, partition, 2);
        eventually(() -> store.journal.marks().now(partition) == RulesVersion.ATTEMPTS);
        assertThat(store.commit(numbered(start(1, "hk-1", "t3"), 3))).isEqualTo(ACCEPTED);
        // When another instance has the snapshot alone, without what stood before it
        eventually(() -> {
            store.shortenAt(Instant.now().plus(Duration.ofDays(31)));
            return store.beginningOf(partition) == 7;
        });
        STORES.close(store);
        RealStore next = STORES.open("store-2");
        // Then
        assertThat(marksInSnapshot()).containsExactly("5:2");
        assertThat(next.journal.marks().now(partition)).isEqualTo(RulesVersion.ATTEMPTS);
        assertThat(next.commit(numbered(start(1, "hk-1", "t2"), 2))).isEqualTo(STALE);
        assertThat(next.journal.sessions().find(SESSION).orElseThrow().attempt()).isEqualTo(3);
    }

    @Test
    void anInstanceGivesNoVerdictByRulesThatItHasNot() {
        // Given
        RealStore store = STORES.open();
        store.commit(grant(1, "hk-1"));
        int partition = partitionOf(store);
        JournalReadiness readiness = store.readiness();
        assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);
        // When
        mark(store, partition, UNHEARD_OF);
        eventually(() -> !store.reader.placed());
        // Then
        eventually(() -> readiness.call().getStatus() == Status.DOWN);
        assertThat(readiness.call().getData().orElseThrow()).containsEntry("rulesUnknown", true);
        readiness.close();
        assertThat(store.journal.sessions().serves(partition)).isFalse();
        assertThat(store.writer.commit(grant(2, "jp-1")))
                .isInstanceOf(CommitOutcome.NoVerdict.class);
        assertThat(store.journal.sessions().served()).hasSize(PARTITIONS - 1);
    }

    @Test
    void marksAreWrittenOnceAllThatServeHaveTheRules() {
        // Given two instances, one of an earlier version
        RealStore store = STORES.open();
        PartitionDirectory directory = new PartitionDirectory();
        RulesAdvance advance =
                new RulesAdvance(
                        store.journal.sessions(), store.journal.marks(), directory, store.events());
        for (int partition = 1; partition < PARTITIONS; partition++) {
            says(directory, partition, "store-1", 2);
        }
        advance.tell();
        says(directory, 0, "store-2", null);
        advance.tell();
        assertThat(marksInJournal()).isEmpty();
        // When
        says(directory, 0, "store-2", 3);
        advance.tell();
        advance.tell();
        // Then
        eventually(() ->
                store.journal.sessions().served().stream()
                        .allMatch(partition ->
                                store.journal.marks().now(partition) == RulesVersion.ATTEMPTS));
        advance.tell();
        assertThat(marksInJournal()).hasSize(PARTITIONS);
    }

    private static int partitionOf(RealStore store) {
        return store.journal.sessions().find(SESSION).orElseThrow().partition();
    }

    private static void mark(RealStore store, int partition, int version) {
        store.events().write(partition, new RulesAdvanced(partition, version));
    }

    private static void says(
            PartitionDirectory directory, int partition, String instance, @Nullable Integer rules) {
        PartitionServed said =
                new PartitionServed(partition, instance, "http://" + instance, rules);
        CloudEvent<PartitionServed> event = new CloudEvent<>("1", "/test", Instant.EPOCH, said);
        ProducerRecord<String, byte[]> sent = EventRecords.toRecord("directory", event);
        directory.on(event, new ConsumerRecord<>("directory", 0, 0, sent.key(), sent.value()));
    }

    private static List<String> marksInSnapshot() {
        return valuesOf(STORES.topics().sessionSnapshot(), 1);
    }

    private static List<String> marksInJournal() {
        return valuesOf(STORES.topics().sessionJournal(), 0);
    }

    private static List<String> valuesOf(String topic, int least) {
        return TopicContent.of(STORES.kafka(), topic, least).stream()
                .filter(read -> RulesAdvanced.KEY.equals(read.key()))
                .map(read -> Objects.requireNonNull(read.value()))
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .toList();
    }
}
