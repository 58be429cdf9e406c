package io.pagurus.node;

import static io.pagurus.node.NodeFixture.json;
import static io.pagurus.node.NodeFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** session-service is away for a while, or for longer than the node waits. */
class AbsenceTest {

    private final NodeFixture fixture = new NodeFixture();
    private final RunningNode node = fixture.node("hk-1");

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aTurnOutlivesAShortAbsence() {
        // Given
        fixture.sessions.grant("s1", "hk-1", "hk");
        awayAt("commit");
        fixture.pace.onPause(number -> fixture.sessions.away(number < 4));

        // When
        HttpResponse<String> answer = fixture.tell(node, stream("t1", "hi"));

        // Then
        assertThat(answer.body()).endsWith("data: [DONE]\n\n");
        assertThat(fixture.sessions.turns("s1")).hasSize(1);
        assertThat(node.tallies().of(Tallies.Tally.storeRetries)).isEqualTo(4);
    }

    @Test
    void anAnswerThatCannotBeCommittedIs503() {
        // Given
        fixture.sessions.grant("s1", "hk-1", "hk");
        awayAt("commit");

        // When
        HttpResponse<String> answer = fixture.tell(node, json("t1", "hi"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.body()).contains("urn:pagurus:problem:unavailable");
    }

    @Test
    void aStreamThatCannotBeCommittedIsCutOff() {
        // Given
        fixture.sessions.grant("s1", "hk-1", "hk");
        awayAt("commit");

        // Then
        assertThatThrownBy(() -> fixture.tell(node, stream("t1", "hi")))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void theSameTurnIsAnsweredOnceTheServiceIsBack() {
        // Given
        fixture.sessions.grant("s1", "hk-1", "hk");
        awayAt("commit");
        fixture.tell(node, json("t1", "hi"));
        fixture.sessions.beforeEach(_ -> {});
        fixture.sessions.away(false);

        // When
        HttpResponse<String> answer = fixture.tell(node, json("t1", "hi"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(fixture.sessions.turns("s1")).hasSize(1);
    }

    private void awayAt(String name) {
        fixture.sessions.beforeEach(call -> {
            if (call.equals(name) && fixture.sessions.turns("s1").isEmpty()) {
                fixture.sessions.away(true);
                fixture.sessions.beforeEach(_ -> {});
            }
        });
    }
}
