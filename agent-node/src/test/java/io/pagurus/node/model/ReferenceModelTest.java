package io.pagurus.node.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pagurus.node.chat.ChatMessages;
import io.pagurus.node.chat.Chunks;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceModelTest {

    private static final List<JsonNode> HISTORY =
            List.of(
                    JsonNodeFactory.instance.objectNode().put("role", "user").put("content", "hi"),
                    ChatMessages.assistant("yes"));

    @Test
    void theAnswerProvesWhatTheModelWasGiven() {
        // The digest is that of: printf 'user\x1fhi\x1eassistant\x1fyes\x1e' | sha256sum
        assertThat(ReferenceModel.answer(1, HISTORY, "how are you?"))
                .isEqualTo(
                        "turn 2; I remember 2 messages, digest 59eb1028d09b1f14; you said: how are"
                                + " you?");
    }

    @Test
    void theDigestIsOfTheWholeHistory() {
        assertThat(HistoryDigest.of(HISTORY))
                .isEqualTo("59eb1028d09b1f14d8fe49085e451a9ea7f2acbddbef0d2cf39f1e299ecd1578");
    }

    @Test
    void theAnswerIsPaddedToTheWantedWords() {
        // When
        String answer = ReferenceModel.answer(0, List.of(), "x [[words=40]]");

        // Then
        assertThat(Chunks.words(answer)).isEqualTo(40);
        assertThat(answer).endsWith(" word-40").contains("you said: x [[words=40]] word-");
    }

    @Test
    void aLongerAnswerIsNotCut() {
        assertThat(ReferenceModel.answer(0, List.of(), "[[words=1]]")).endsWith("[[words=1]]");
    }
}
