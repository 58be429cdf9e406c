package io.pagurus.session.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pagurus.session.fold.Entries;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.history.ChunkCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What sealing costs in bytes, on prose: a conversation of 50 messages of some 200 characters. */
class PayloadSizeTest {

    private static final int TURNS = 25;
    private static final int MESSAGE = 190;

    private final Aes aes = new Aes(new SecureRandom());
    private final PayloadCipher cipher = new PayloadCipher(aes);
    private final DataKey key = new DataKey("0123456789ab", aes.random(DataKey.BYTES));

    @Test
    void aSealedConversationIsNoLargerInTheJournalAndLessThanTwiceAsLargeInChunks()
            throws IOException {
        // Given
        List<List<JsonNode>> turns = conversation();
        // When
        List<List<JsonNode>> together = turns.stream().map(this::sealedTogether).toList();
        List<List<JsonNode>> apart =
                turns.stream()
                        .map(turn -> turn.stream().flatMap(m -> sealed(List.of(m))).toList())
                        .toList();
        // Then
        long clear = json(turns);
        assertThat(clear).isBetween(10_000L, 13_000L);
        assertThat(json(together)).isLessThan(clear);
        assertThat(json(apart)).isGreaterThan(json(together) * 5 / 4);
        assertThat(chunks(together)).isLessThan(chunks(turns) * 2);
    }

    private List<JsonNode> sealedTogether(List<JsonNode> messages) {
        List<JsonNode> sealed = new ArrayList<>(sealed(messages).toList());
        while (sealed.size() < messages.size()) {
            sealed.add(JsonNodeFactory.instance.objectNode());
        }
        return sealed;
    }

    private Stream<JsonNode> sealed(List<JsonNode> messages) {
        return Stream.of(cipher.seal(key, "s1", PayloadKind.turn("t1"), messages).json());
    }

    private static long json(List<List<JsonNode>> turns) {
        return turns.stream().mapToLong(turn -> turn.toString().length()).sum();
    }

    /** Chunks of five turns, ten messages. */
    private static long chunks(List<List<JsonNode>> turns) {
        ChunkCodec codec = new ChunkCodec();
        long bytes = 0;
        for (int from = 0; from < TURNS; from += 5) {
            List<Turn> chunk = new ArrayList<>();
            for (int i = from; i < from + 5; i++) {
                chunk.add(new Turn(i + 1, 1, "hk-1", "t" + i, "digest", Entries.T0, turns.get(i)));
            }
            bytes += codec.seal(chunk).length;
        }
        return bytes;
    }

    private static List<List<JsonNode>> conversation() throws IOException {
        String prose = Files.readString(Path.of("../docs/sessions.md"));
        List<JsonNode> messages = new ArrayList<>();
        for (int at = 0;
                messages.size() < 2 * TURNS;
                at = (at + MESSAGE) % (prose.length() - MESSAGE)) {
            String role = messages.size() % 2 == 0 ? "user" : "assistant";
            messages.add(Entries.message(role, prose.substring(at, at + MESSAGE)));
        }
        List<List<JsonNode>> turns = new ArrayList<>();
        for (int i = 0; i < 2 * TURNS; i += 2) {
            turns.add(List.copyOf(messages.subList(i, i + 2)));
        }
        return turns;
    }
}
