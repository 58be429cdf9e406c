package io.pagurus.node;

import static io.pagurus.node.NodeFixture.json;
import static io.pagurus.node.NodeFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagurus.node.NodeFixture.Ask;
import io.pagurus.node.store.Denial;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FencingTest {

    private final NodeFixture fixture = new NodeFixture();
    private final RunningNode node = fixture.node("hk-1");

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aNodeRefusesASessionThatAnotherOwns() {
        // Given
        fixture.sessions.grant("s1", "jp-1", "jp");

        // When
        HttpResponse<String> answer = fixture.tell(node, json("t1", "hi"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body())
                .contains("urn:pagurus:problem:fenced")
                .contains("\"retryable\":true")
                .contains(
                        "\"current\":{\"epoch\":1,\"owner\":{\"node\":\"jp-1\",\"region\":\"jp\"}}");
        assertThat(fixture.sessions.journal()).isEmpty();
    }

    @Test
    void aNodeRefusesASessionThatNobodyKnows() {
        // When
        HttpResponse<String> answer = fixture.tell(node, json("t1", "hi"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).doesNotContain("current");
    }

    @Test
    void aRequestUnderAnOlderEpochIsRefused() {
        // Given
        fixture.sessions.grant("s1", "jp-1", "jp");
        fixture.sessions.grant("s1", "hk-1", "hk");
        fixture.tell(node, new Ask("s1", 2, "t1", false, "hi"));

        // When
        HttpResponse<String> answer = fixture.tell(node, json("t2", "again"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("\"epoch\":2,\"owner\":{\"node\":\"hk-1\"");
    }

    @Test
    void aNodeThatLostASessionForgetsItAndLoadsItWhenItIsBack() {
        // Given
        RunningNode other = fixture.node("jp-1");
        fixture.sessions.grant("s1", "hk-1", "hk");
        fixture.tell(node, json("t1", "hi"));
        fixture.sessions.grant("s1", "jp-1", "jp");
        fixture.tell(other, new Ask("s1", 2, "t2", false, "there"));
        int lost = fixture.tell(node, json("t3", "stale")).statusCode();
        fixture.sessions.grant("s1", "hk-1", "hk");

        // When
        HttpResponse<String> answer = fixture.tell(node, new Ask("s1", 3, "t3", false, "back"));

        // Then
        assertThat(lost).isEqualTo(409);
        assertThat(answer.body()).contains("turn 3; I remember 4 messages");
    }

    @Test
    void aStreamWhoseCommitIsRefusedIsCutOffWithoutDone() {
        // Given
        fixture.sessions.grant("s1", "hk-1", "hk");
        fixture.sessions.beforeEach(call -> {
            if (call.equals("commit")) {
                fixture.sessions.grant("s1", "jp-1", "jp");
            }
        });

        // Then
        assertThatThrownBy(() -> fixture.tell(node, stream("t1", "hi")))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThat(fixture.sessions.turns("s1")).isEmpty();
        assertThat(node.tallies().of(Tallies.Tally.fencedWrites)).isEqualTo(1);
    }

    @Test
    void anAnswerWhoseCommitIsRefusedIs409() {
        // Given
        fixture.sessions.grant("s1", "hk-1", "hk");
        fixture.sessions.beforeEach(call -> {
            if (call.equals("commit")) {
                fixture.sessions.grant("s1", "jp-1", "jp");
            }
        });

        // When
        HttpResponse<String> answer = fixture.tell(node, json("t1", "hi"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("\"node\":\"jp-1\"");
    }

    @Test
    void noToolIsCalledForASessionThatWasLost() {
        // Given
        fixture.sessions.grant("s1", "hk-1", "hk");
        fixture.sessions.beforeEach(call -> {
            if (call.equals("intent")) {
                fixture.sessions.grant("s1", "jp-1", "jp");
            }
        });

        // When
        HttpResponse<String> answer = fixture.tell(node, stream("t1", "[[tools=1]]"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(node.tallies().of(Tallies.Tally.toolCalls)).isZero();
    }

    @Test
    void aRefusalOfTheOwnersCommitEndsTheTurnWithThatProblem() {
        // Given
        fixture.sessions.grant("s1", "hk-1", "hk");
        fixture.sessions.beforeEach(call -> {
            if (call.equals("commit")) {
                fixture.sessions.refuse(
                        "s1", new Denial.Refused("conflict", "answer-differs", false));
            }
        });

        // When
        HttpResponse<String> answer = fixture.tell(node, json("t1", "hi"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body())
                .contains("urn:pagurus:problem:conflict")
                .contains("\"reason\":\"answer-differs\"")
                .contains("\"retryable\":false");
        assertThat(node.tallies().of(Tallies.Tally.fencedWrites)).isZero();
    }

    @Test
    void aFrozenSessionIsAskedForAgainSoon() {
        // Given
        fixture.sessions.grant("s1", "hk-1", "hk");
        fixture.sessions.refuse("s1", new Denial.Refused("frozen", "frozen", true));

        // When
        HttpResponse<String> answer = fixture.tell(node, json("t1", "hi"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("urn:pagurus:problem:frozen", "\"retryable\":true");
    }

    @Test
    void aClosedSessionIsGone() {
        // Given
        fixture.sessions.grant("s1", "hk-1", "hk");
        fixture.sessions.refuse("s1", new Denial.Refused("closed", "closed", false));

        // When
        HttpResponse<String> answer = fixture.tell(node, json("t1", "hi"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.body()).contains("urn:pagurus:problem:closed");
    }
}
