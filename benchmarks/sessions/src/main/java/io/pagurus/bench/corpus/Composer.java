package io.pagurus.bench.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pagurus.bench.corpus.Corpus.Piece;
import io.pagurus.session.fold.Turn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Thread-safe. Conversations of 25 turns (50 messages), 9.8 KB of JSON on average: the user says a
 * sentence or shows a listing, the agent answers with the sentences and listings that follow in the
 * same document. The same seed gives the same conversation.
 */
public final class Composer {

    public static final int TURNS = 25;

    /** Of the text of an answer, so that a conversation has 9.8 KB on average. */
    private static final int SHORTEST_ANSWER = 30;

    private static final int LONGEST_ANSWER = 120;
    private static final int SHORTEST_QUESTION = 30;
    private static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");
    private static final HexFormat HEX = HexFormat.of();

    private final Corpus corpus;

    public Composer(Corpus corpus) {
        this.corpus = corpus;
    }

    /** A conversation with everything that its history keeps, its ids as the gateway makes them. */
    public List<Turn> conversation(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        Reading reading = new Reading(corpus, random);
        List<Turn> turns = new ArrayList<>();
        String principal = random.nextInt(3) == 0 ? "user-" + random.nextInt(100_000) : "anonymous";
        Instant now = MORNING.plusSeconds(random.nextInt(40_000));
        for (int seq = 1; seq <= TURNS; seq++) {
            now = now.plusSeconds(random.nextInt(5, 180)).plusMillis(random.nextInt(1000));
            turns.add(
                    new Turn(
                            seq,
                            1 + seq / 20,
                            seq < 20 ? "hk-1" : "jp-1",
                            principal + "~" + hex(random, 16),
                            hex(random, 32),
                            now,
                            List.of(
                                    message("user", question(reading)),
                                    message("assistant", answer(reading, random)))));
        }
        return turns;
    }

    private static String question(Reading reading) {
        return gather(reading, SHORTEST_QUESTION);
    }

    private static String answer(Reading reading, RandomGenerator random) {
        return gather(reading, random.nextInt(SHORTEST_ANSWER, LONGEST_ANSWER));
    }

    private static String gather(Reading reading, int atLeast) {
        StringBuilder text = new StringBuilder();
        boolean listing = false;
        while (text.length() < atLeast) {
            Piece piece = reading.next();
            String between = text.isEmpty() ? "" : listing || piece.code() ? "\n\n" : " ";
            text.append(between).append(piece.text());
            listing = piece.code();
        }
        return text.toString();
    }

    private static JsonNode message(String role, String content) {
        return JsonNodeFactory.instance.objectNode().put("role", role).put("content", content);
    }

    private static String hex(RandomGenerator random, int bytes) {
        byte[] some = new byte[bytes];
        random.nextBytes(some);
        return HEX.formatHex(some);
    }

    /** The size of a conversation's messages as JSON. */
    public static int jsonBytes(List<Turn> turns) {
        return turns.stream()
                .mapToInt(
                        turn -> turn.messages().toString().getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }
}
