package io.pagurus.node.chat;

import java.util.ArrayList;
import java.util.List;

/**
 * Thread-safe. Cuts an answer by its content alone, so that each rendering of it has the same
 * chunks: a chunk is a word and the space before it; space at the end belongs to the last word.
 */
public final class Chunks {

    private Chunks() {}

    public static List<String> of(String answer) {
        List<String> chunks = new ArrayList<>();
        int from = 0;
        while (from < answer.length()) {
            int to = skip(answer, skip(answer, from, true), false);
            if (isSpace(answer, to)) {
                to = answer.length();
            }
            chunks.add(answer.substring(from, to));
            from = to;
        }
        return chunks;
    }

    /** How many words a text has: as many as it has chunks, unless it is all space. */
    public static int words(String text) {
        return text.isBlank() ? 0 : of(text).size();
    }

    private static int skip(String text, int from, boolean space) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at)) == space) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(String text, int from) {
        return skip(text, from, true) == text.length();
    }
}
