package io.pagurus.session.wiring;

import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.grant;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.Turn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The journal's beginning is deleted by who knows what is still needed there, and nobody else. */
class RetentionStoreTest {

    @RegisterExtension static final Stores STORES = new Stores("retention");

    private final Instant whenAllIsOld = Instant.now().plus(Duration.ofDays(31));
    private RealStore store;
    private int partition;

    @BeforeEach
    void commitSomeTurnsAndWriteASnapshot() {
        store = STORES.open();
        store.commit(grant("long", 1, "hk-1"));
        for (int seq = 1; seq <= 3; seq++) {
            store.commit(turn(seq));
        }
        store = STORES.reopen(store);
        partition = store.journal.sessions().find("long").orElseThrow().partition();
    }

    @Test
    void aPartitionThatIsTakenAwayBeforeItIsLookedThroughKeepsItsEntries() throws Exception {
        // Given
        Clock slow = new SlowClock(whenAllIsOld, store.reader::close);
        // When
        store.shorten(slow, Admin::create);
        // Then
        assertNothingIsLost();
    }

    @Test
    void aPartitionThatIsTakenAwayBeforeTheDeletionKeepsItsEntries() throws Exception {
        // Given
        Clock clock = Clock.fixed(whenAllIsOld, ZoneOffset.UTC);
        // When
        store.shorten(clock, config -> new SlowBroker(config, store.reader::close));
        // Then
        assertNothingIsLost();
    }

    private void assertNothingIsLost() {
        assertThat(store.beginningOf(partition)).isZero();
        store = STORES.reopen(store);
        assertThat(store.bodies.withTurns("long", 0).orElseThrow().turns())
                .extracting(Turn::seq)
                .containsExactly(1L, 2L, 3L);
    }

    private static JournalRecord turn(long seq) {
        return commit("long", 1, "hk-1", seq, "t" + seq, "answer " + seq);
    }

    /** Confined to a test. A lot happens while it is asked for the time. */
    private static final class SlowClock extends Clock {

        private final Instant now;
        private final Runnable meanwhile;

        private SlowClock(Instant now, Runnable meanwhile) {
            this.now = now;
            this.meanwhile = meanwhile;
        }

        @Override
        public Instant instant() {
            meanwhile.run();
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Confined to a test. A lot happens while it looks for a partition's beginning. */
    private static final class SlowBroker extends ForwardingAdmin {

        private final Runnable meanwhile;

        private SlowBroker(Map<String, Object> config, Runnable meanwhile) {
            super(config);
            this.meanwhile = meanwhile;
        }

        @Override
        public ListOffsetsResult listOffsets(
                Map<TopicPartition, OffsetSpec> wanted, ListOffsetsOptions options) {
            if (wanted.values().stream().anyMatch(OffsetSpec.EarliestSpec.class::isInstance)) {
                meanwhile.run();
            }
            return super.listOffsets(wanted, options);
        }
    }
}
