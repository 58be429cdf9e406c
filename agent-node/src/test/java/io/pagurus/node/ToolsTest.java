package io.pagurus.node;

import static io.pagurus.node.NodeFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.node.NodeFixture.Ask;
import io.pagurus.node.chat.ChatMessages;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ToolsTest {

    private final NodeFixture fixture = new NodeFixture();
    private final RunningNode hk = fixture.node("hk-1");
    private final RunningNode jp = fixture.node("jp-1");

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void eachStepIsRecordedBeforeAndAfterItsTool() {
        // Given
        fixture.sessions.grant("s1", "hk-1", "hk");

        // When
        fixture.tell(hk, json("t1", "[[tools=2]]"));

        // Then
        assertThat(fixture.sessions.journal())
                .containsExactly(
                        "start t1",
                        "intent step-1",
                        "result step-1",
                        "intent step-2",
                        "result step-2",
                        "commit t1");
        assertThat(fixture.sessions.turns("s1").getFirst().messages())
                .extracting(ChatMessages::role)
                .containsExactly("user", "tool", "tool", "assistant");
    }

    @Test
    void aTurnThatDiedAfterItsSecondStepGoesOnAtItsThird() {
        // Given
        fixture.sessions.grant("s1", "hk-1", "hk");
        loseTheSessionAtCall("intent", 3);
        fixture.tell(hk, json("t1", "[[tools=3]]"));

        // When
        HttpResponse<String> answer = fixture.tell(jp, onJp("[[tools=3]]"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(hk.tallies().of(Tallies.Tally.toolCalls)).isEqualTo(2);
        assertThat(jp.tallies().of(Tallies.Tally.toolCalls)).isEqualTo(1);
        assertThat(fixture.sessions.turns("s1").getFirst().messages()).hasSize(5);
    }

    @Test
    void aStepWithoutResultIsRunAgainWhenItsToolMayBe() {
        // Given
        fixture.sessions.grant("s1", "hk-1", "hk");
        loseTheSessionAtCall("result", 1);
        fixture.tell(hk, json("t1", "[[tools=1]]"));

        // When
        HttpResponse<String> answer = fixture.tell(jp, onJp("[[tools=1]]"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(jp.tallies().of(Tallies.Tally.toolCalls)).isEqualTo(1);
    }

    @Test
    void aStepWithoutResultThatMustNotBeRepeatedIsUncertain() {
        // Given
        fixture.sessions.grant("s1", "hk-1", "hk");
        loseTheSessionAtCall("result", 1);
        fixture.tell(hk, json("t1", "[[tools=1 effect=once]]"));

        // When
        HttpResponse<String> answer = fixture.tell(jp, onJp("[[tools=1 effect=once]]"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body())
                .contains("urn:pagurus:problem:uncertain")
                .contains("\"taskId\":\"step-1\",\"tool\":\"mail\"")
                .contains("\"retryable\":false");
        assertThat(jp.tallies().of(Tallies.Tally.toolCalls)).isZero();
        assertThat(fixture.sessions.journal()).doesNotContain("fail t1");
    }

    @Test
    void anUncertainTurnStaysUncertainWhenItIsAskedForAgain() {
        // Given
        fixture.sessions.grant("s1", "hk-1", "hk");
        loseTheSessionAtCall("result", 1);
        fixture.tell(hk, json("t1", "[[tools=1 effect=once]]"));
        fixture.tell(jp, onJp("[[tools=1 effect=once]]"));

        // When
        HttpResponse<String> again = fixture.tell(jp, onJp("[[tools=1 effect=once]]"));

        // Then
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("urn:pagurus:problem:uncertain");
        assertThat(jp.tallies().of(Tallies.Tally.toolCalls)).isZero();
    }

    private static Ask onJp(String text) {
        return new Ask("s1", 2, "t1", false, text);
    }

    private void loseTheSessionAtCall(String name, int number) {
        AtomicInteger calls = new AtomicInteger();
        fixture.sessions.beforeEach(call -> {
            if (call.equals(name) && calls.incrementAndGet() == number) {
                fixture.sessions.grant("s1", "jp-1", "jp");
            }
        });
    }
}
