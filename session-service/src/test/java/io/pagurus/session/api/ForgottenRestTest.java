package io.pagurus.session.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.pagurus.events.JournalRecord.SessionExpired;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.CommitOutcome;
import io.pagurus.session.journal.JournalWriter;
import io.pagurus.session.journal.SessionTable;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers open what was forgotten as they open anything, and are told with which epoch. */
@QuarkusTest
@QuarkusTestResource(RealProcesses.class)
@TestProfile(ForgottenRestTest.OwnBroker.class)
class ForgottenRestTest {

    private final Calls session = Calls.ofNewSession();
    @Inject JournalWriter writer;
    @Inject SessionTable sessions;

    /** Another profile has another broker: here alone sessions do not begin with epoch 1. */
    public static final class OwnBroker implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("pagurus.api.opening-proposals", "3");
        }
    }

    @BeforeEach
    void open() {
        Calls.untilReady();
        session.grant(0, "hk-1").statusCode(200);
    }

    @Test
    void openingIsAnsweredWithAnEpochAboveTheForgottenOnes() {
        // Given
        long first = epochOf(session);
        session.start("hk-1", first, "t1").statusCode(200);
        session.commit("hk-1", first, 1, "t1").statusCode(200);
        forget(session);
        // When
        session.grant(first, "jp-1").statusCode(409).body("current", equalTo(null));
        session.grant(0, "hk-1").statusCode(200).body("epoch", equalTo((int) first + 1));
        // Then
        session.grant(0, "hk-1").statusCode(200).body("epoch", equalTo((int) first + 1));
        session.grant(0, "jp-1")
                .statusCode(409)
                .body("current.epoch", equalTo((int) first + 1))
                .body("current.owner.node", equalTo("hk-1"));
        session.commit("hk-1", first, 1, "t2")
                .statusCode(409)
                .body("reason", equalTo("stale-epoch"));
        session.get("hk-1", "?history=true").body("turns", hasSize(0));
        session.get("admin", "/timeline").body("entries[0].verdict", equalTo("accepted"));
    }

    @Test
    void openingsGoOnWhileOthersAreForgotten() throws InterruptedException {
        // Given a session that is forgotten again and again
        Thread forgetting =
                Thread.ofVirtual()
                        .start(() -> {
                            for (int i = 0; i < 10; i++) {
                                forget(session);
                                session.grant(0, "hk-1").statusCode(200);
                            }
                        });
        // When
        int partition = partitionOf(session.id());
        IntStream.range(0, 1_000)
                .mapToObj(i -> new Calls(session.id() + "-" + i))
                .filter(other -> partitionOf(other.id()) == partition)
                .limit(20)
                // Then
                .forEach(other -> other.grant(0, "hk-1").statusCode(200));
        forgetting.join();
        assertThat(epochOf(session)).isGreaterThan(10);
    }

    private int partitionOf(String id) {
        return sessions.journal().orElseThrow().of(id);
    }

    private long epochOf(Calls of) {
        return sessions.find(of.id()).orElseThrow().epoch();
    }

    private void forget(Calls of) {
        for (int i = 0; i < 2; i++) {
            SessionHeader header = sessions.find(of.id()).orElseThrow();
            CommitOutcome outcome =
                    writer.commit(new SessionExpired(of.id(), header.epoch(), header.lastOffset()));
            assertThat(outcome).isInstanceOf(CommitOutcome.Judged.class);
            assertThat(((CommitOutcome.Judged) outcome).folded().verdict())
                    .isEqualTo(new Verdict.Accepted());
        }
    }
}
