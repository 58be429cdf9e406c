package io.pagurus.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pagurus.drill.Transcript.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriptTest {

    // SHA-256 of nothing.
    private static final String OF_NOTHING = "e3b0c44298fc1c14";

    private final Transcript transcript = new Transcript();

    @Test
    void firstAnswerThatRemembersNothingIsRight() {
        assertThat(
                        transcript.contradiction(
                                "turn 1; I remember 0 messages, digest "
                                        + OF_NOTHING
                                        + "; you said: hi"))
                .isNull();
    }

    @Test
    void answerThatForgotATurnIsContradicted() {
        // Given
        transcript.add(List.of(new Message("user", "hi"), new Message("assistant", "hello")));

        // When
        String wrong =
                transcript.contradiction(
                        "turn 1; I remember 0 messages, digest " + OF_NOTHING + "; you said: hi");

        // Then
        assertThat(wrong).startsWith("expected turn 2, 2 messages, digest ");
    }

    @Test
    void answerWithoutProofIsContradicted() {
        assertThat(transcript.contradiction("of course I remember")).isNotNull();
    }

    @Test
    void toolMessagesFollowFromTurnAndStep() {
        assertThat(ToolMessages.of("alice~t1", 2))
                .extracting(Message::role, Message::content)
                .containsExactly(
                        tuple("tool", "step-1 says 270109c9"),
                        tuple("tool", "step-2 says a288a69f"));
    }
}
