package io.pagurus.session.wiring;

import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.fold.Entries.message;
import static io.pagurus.session.fold.Entries.opening;
import static io.pagurus.session.wiring.SealedLife.FIRST;
import static io.pagurus.session.wiring.SealedLife.turn;
import static io.pagurus.session.wiring.Stores.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.Reason;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.privacy.KeyCare;
import io.pagurus.session.privacy.PayloadKind;
import io.pagurus.session.privacy.UnreadablePayloadException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is deleted cannot be opened any more, whoever kept a copy. */
class KeyDestructionStoreTest {

    @RegisterExtension static final Stores STORES = new Stores("destroyed");

    @Test
    void aDeletedSessionsPayloadsCannotBeOpenedOnceItsKeysAreCompactedAway() throws Exception {
        // Given
        compactAtOnce();
        RealStore first = STORES.open("store-1", FIRST);
        first.commit(grant("s1", 1, "hk-1"));
        first.commit(turn("s1", 1, 1));
        first.commit(grant("s2", 1, "hk-1"));
        first.commit(turn("s2", 1, 1));
        JournalRecord.TurnCommitted old = firstTurn("s1");
        assertThat(openedBy(first, old)).isEqualTo(turn("s1", 1, 1).messages());
        // When
        first.commit(new JournalRecord.SessionDeleted("s1", 1, "operator-1"));
        KeyCare care = first.privacy.keeper().orElseThrow();
        eventually(() -> care.destroyed() == 1);
        eventually(
                Duration.ofSeconds(60),
                () -> {
                    care.askForSweep();
                    return STORES.records(STORES.topics().sessionKeys()).stream()
                            .noneMatch(r -> r.key().startsWith("s1/") && r.value() != null);
                });
        assertThat(first.commit(turn("s1", 1, 2))).isInstanceOf(Verdict.Refused.class);
        STORES.close(first);
        RealStore fresh = STORES.open("store-1", FIRST);
        // Then
        assertThatThrownBy(() -> openedBy(fresh, old))
                .isInstanceOf(UnreadablePayloadException.class)
                .hasMessageContaining("destroyed");
        assertThat(openedBy(fresh, firstTurn("s2"))).isEqualTo(turn("s2", 1, 1).messages());
        assertThat(fresh.privacy.payloads().openForReport(old).toString())
                .contains("unreadable")
                .doesNotContain(Canary.WORD);
        assertThat(STORES.findings()).isEmpty();
    }

    @Test
    void aSessionThatIsOpenedAnewHasAnotherKey() {
        // Given
        RealStore store = STORES.open("store-1", FIRST);
        store.commit(grant("s1", 1, "hk-1"));
        store.commit(turn("s1", 1, 1));
        JournalRecord.TurnCommitted old = firstTurn("s1");
        long seen = store.journal.sessions().find("s1").orElseThrow().lastOffset();
        // When
        store.commit(new JournalRecord.SessionExpired("s1", 1, seen));
        store.commit(grant("s1", 2, "jp-1"));
        store.commit(commit("s1", 2, "jp-1", 1, "t1", "again " + Canary.WORD));
        eventually(() -> store.privacy.keeper().orElseThrow().destroyed() == 1);
        // Then
        assertThat(store.opened.withTurns("s1", 0).orElseThrow().turns().getFirst().messages())
                .contains(message("assistant", "again " + Canary.WORD));
        assertThatThrownBy(() -> openedBy(store, old))
                .isInstanceOf(UnreadablePayloadException.class);
    }

    @Test
    void aSessionThatWasForgottenHasAnotherKeyInItsSecondLife() {
        // Given
        RealStore store = STORES.open("store-1", FIRST);
        store.commit(grant("s1", 1, "hk-1"));
        store.commit(turn("s1", 1, 1));
        JournalRecord.TurnCommitted old = firstTurn("s1");
        for (int i = 0; i < 2; i++) {
            long seen = store.journal.sessions().find("s1").orElseThrow().lastOffset();
            store.commit(new JournalRecord.SessionExpired("s1", 1, seen));
        }
        // When
        store.commit(opening(2, "hk-1"));
        Verdict zombie = store.commit(turn("s1", 1, 1));
        store.commit(commit("s1", 2, "hk-1", 1, "t1", "again " + Canary.WORD));
        eventually(() -> store.privacy.keeper().orElseThrow().destroyed() > 0);
        // Then
        assertThat(zombie).isEqualTo(new Verdict.Refused(Reason.STALE_EPOCH));
        assertThat(store.opened.withTurns("s1", 0).orElseThrow().turns().getFirst().messages())
                .contains(message("assistant", "again " + Canary.WORD));
        assertThatThrownBy(() -> openedBy(store, old))
                .isInstanceOf(UnreadablePayloadException.class);
    }

    private JournalRecord.TurnCommitted firstTurn(String session) {
        return TopicContent.events(STORES.kafka(), STORES.topics().sessionJournal(), 1).stream()
                .map(event -> event.data())
                .filter(JournalRecord.TurnCommitted.class::isInstance)
                .map(JournalRecord.TurnCommitted.class::cast)
                .filter(turn -> turn.sessionId().equals(session))
                .findFirst()
                .orElseThrow();
    }

    private static List<?> openedBy(RealStore store, JournalRecord.TurnCommitted turn) {
        return store.privacy
                .payloads()
                .open(turn.sessionId(), PayloadKind.turn(turn.turnId()), turn.messages());
    }

    private void compactAtOnce() throws Exception {
        ConfigResource keys =
                new ConfigResource(ConfigResource.Type.TOPIC, STORES.topics().sessionKeys());
        ConfigResource brokers = new ConfigResource(ConfigResource.Type.BROKER, "");
        try (Admin admin = STORES.admin()) {
            admin.incrementalAlterConfigs(
                            Map.of(
                                    keys,
                                    List.of(
                                            set("segment.ms", "100"),
                                            set("max.compaction.lag.ms", "100"),
                                            set("min.cleanable.dirty.ratio", "0.001"),
                                            set("delete.retention.ms", "100")),
                                    brokers,
                                    List.of(set("log.cleaner.backoff.ms", "200"))))
                    .all()
                    .get();
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }
}
