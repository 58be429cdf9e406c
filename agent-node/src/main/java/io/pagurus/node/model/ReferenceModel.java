package io.pagurus.node.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.node.chat.Chunks;
import java.util.List;

/** Thread-safe. Pure: the answer follows from the history and the text, and proves both. */
public final class ReferenceModel {

    private static final int SHOWN_DIGITS = 16;

    private ReferenceModel() {}

    /**
     * The answer to a text, after a history.
     *
     * @param turns how many turns the history has
     * @param history the messages before this turn
     */
    public static String answer(int turns, List<JsonNode> history, String userText) {
        String answer =
                "turn %d; I remember %d messages, digest %s; you said: %s"
                        .formatted(
                                turns + 1,
                                history.size(),
                                HistoryDigest.of(history).substring(0, SHOWN_DIGITS),
                                userText);
        return padded(answer, Directives.in(userText).words());
    }

    private static String padded(String answer, int words) {
        StringBuilder padded = new StringBuilder(answer);
        for (int word = Chunks.words(answer) + 1; word <= words; word++) {
            padded.append(" word-").append(word);
        }
        return padded.toString();
    }
}
