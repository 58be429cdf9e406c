package io.pagurus.session.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A turn id that the fold has forgotten does not make the turn run twice. */
@QuarkusTest
@QuarkusTestResource(RealProcesses.class)
class OldTurnRestTest {

    private static final int WINDOW = 16;

    private final Calls session = Calls.ofNewSession();
    @Inject TurnIds turnIds;

    @BeforeEach
    void open() {
        Calls.untilReady();
        session.grant(0, "hk-1").statusCode(200);
    }

    @Test
    void anIdOlderThanTheWindowIsRefusedAndTheTurnDoesNotRun() {
        // Given
        turns(1, WINDOW + 4);
        // When
        ValidatableResponse old = session.start("hk-1", 1, "t2");
        // Then
        old.statusCode(409)
                .body("type", equalTo("urn:pagurus:problem:turn-id-too-old"))
                .body("reason", equalTo("turn-id-too-old"))
                .body("current.epoch", equalTo(1))
                .body("current.owner.node", equalTo("hk-1"));
        session.get("hk-1", "").body("running", nullValue());
        session.start("hk-1", 1, "t19").body("verdict", equalTo("committed"));
        session.start("hk-1", 1, "fresh").body("verdict", equalTo("started"));
    }

    @Test
    void anIdOlderThanTheWindowIsNotCommittedWithoutAStartEither() {
        // Given
        turns(1, WINDOW + 4);
        // When
        ValidatableResponse old = session.commit("hk-1", 1, WINDOW + 5, "t2");
        // Then
        old.statusCode(409)
                .body("type", equalTo("urn:pagurus:problem:turn-id-too-old"))
                .body("current.owner.node", equalTo("hk-1"));
        session.get("hk-1", "?history=true").body("turns", hasSize(WINDOW + 4));
        session.commit("hk-1", 1, WINDOW + 4, "t20").body("verdict", equalTo("duplicate"));
        session.commit("jp-1", 1, WINDOW + 5, "t2").body("reason", equalTo("not-owner"));
        session.commit("hk-1", 1, WINDOW + 5, "fresh").body("verdict", equalTo("accepted"));
    }

    @Test
    void onlyALongSessionsFirstQuestionReadsItsHistory() {
        // Given
        long before = turnIds.read();
        turns(1, WINDOW);
        assertThat(turnIds.read()).isEqualTo(before);
        // When
        turns(WINDOW + 1, WINDOW + 20);
        // Then
        assertThat(turnIds.read()).isEqualTo(before + 1);
        session.start("hk-1", 1, "t" + WINDOW).statusCode(409);
        session.start("hk-1", 1, "t18").statusCode(409);
        assertThat(turnIds.read()).isEqualTo(before + 1);
    }

    private void turns(int first, int last) {
        for (int seq = first; seq <= last; seq++) {
            session.start("hk-1", 1, "t" + seq).statusCode(200);
            session.commit("hk-1", 1, seq, "t" + seq).statusCode(200);
        }
    }
}
