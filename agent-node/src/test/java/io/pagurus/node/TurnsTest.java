package io.pagurus.node;

import static io.pagurus.node.NodeFixture.json;
import static io.pagurus.node.NodeFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.node.NodeFixture.Ask;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final NodeFixture fixture = new NodeFixture();
    private final RunningNode node = fixture.node("hk-1");

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aNodeSaysThatItIsReadyAndWhere() {
        // When
        HttpResponse<String> health = fixture.get(node, "/health");

        // Then
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).isEqualTo("{\"ready\":true,\"region\":\"hk\"}");
    }

    @Test
    void aTurnIsCommittedBeforeItIsAnswered() {
        // Given
        fixture.sessions.grant("s1", "hk-1", "hk");

        // When
        HttpResponse<String> answer = fixture.tell(node, json("t1", "hi"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"id\":\"chatcmpl-t1\"")
                .contains("turn 1; I remember 0 messages, digest e3b0c44298fc1c14; you said: hi");
        assertThat(fixture.sessions.journal()).containsExactly("start t1", "commit t1");
    }

    @Test
    void aStreamEndsWithDoneAfterItsCommit() {
        // Given
        fixture.sessions.grant("s1", "hk-1", "hk");

        // When
        HttpResponse<String> answer = fixture.tell(node, stream("t1", "hi [[words=30 delay=1ms]]"));

        // Then
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(answer.body()).endsWith("data: [DONE]\n\n");
        assertThat(answer.body().split("\n\n", -1)).hasSize(1 + 30 + 1 + 1 + 1);
        assertThat(fixture.sessions.turns("s1")).hasSize(1);
    }

    @Test
    void theSecondTurnRemembersTheFirst() {
        // Given
        fixture.sessions.grant("s1", "hk-1", "hk");
        fixture.tell(node, json("t1", "hi"));

        // When
        HttpResponse<String> answer = fixture.tell(node, json("t2", "again"));

        // Then
        assertThat(answer.body()).contains("turn 2; I remember 2 messages");
        assertThat(node.tallies().of(Tallies.Tally.loads)).isEqualTo(1);
    }

    @Test
    void anotherNodeRemembersWhatTheFirstCommitted() {
        // Given
        fixture.sessions.grant("s1", "hk-1", "hk");
        fixture.tell(node, json("t1", "hi"));
        String there = fixture.tell(node, json("t2", "again")).body();
        RunningNode other = fixture.node("jp-1");
        fixture.sessions.grant("s1", "jp-1", "jp");

        // When
        HttpResponse<String> answer = fixture.tell(other, new Ask("s1", 2, "t2", false, "again"));

        // Then
        assertThat(answer.body()).isEqualTo(there);
        assertThat(fixture.sessions.turns("s1")).hasSize(2);
        assertThat(other.tallies().of(Tallies.Tally.commits)).isZero();
    }

    @Test
    void aCommittedTurnIsStreamedWithTheSameBytesAsWhenItRan() {
        // Given
        fixture.sessions.grant("s1", "hk-1", "hk");
        Ask ask = stream("t1", "hi  there [[words=25 tools=2]] ");
        String live = fixture.tell(node, ask).body();

        // When
        String replayed = fixture.tell(node, ask).body();

        // Then
        assertThat(replayed).isEqualTo(live);
        assertThat(node.tallies().of(Tallies.Tally.answeredFromHistory)).isEqualTo(1);
        assertThat(node.tallies().of(Tallies.Tally.commits)).isEqualTo(1);
    }

    @Test
    void aFailingTurnIsRecordedAndAnsweredWith502() {
        // Given
        fixture.sessions.grant("s1", "hk-1", "hk");

        // When
        HttpResponse<String> answer = fixture.tell(node, stream("t1", "[[fail]]"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("urn:pagurus:problem:turn-failed");
        assertThat(fixture.sessions.journal()).containsExactly("start t1", "fail t1");
    }

    @Test
    void aTurnIdWithAnotherBodyIsRefused() {
        // Given
        fixture.sessions.grant("s1", "hk-1", "hk");
        fixture.tell(node, json("t1", "hi"));

        // When
        HttpResponse<String> answer = fixture.tell(node, json("t1", "something else"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("urn:pagurus:problem:digest-mismatch");
    }
}
