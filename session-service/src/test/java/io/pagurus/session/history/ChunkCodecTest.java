package io.pagurus.session.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pagurus.session.fold.Turn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is sealed comes back; what is damaged does not come back as something else. */
class ChunkCodecTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DIGEST = "0123456789abcdef".repeat(4);
    private final ChunkCodec codec = new ChunkCodec();

    @Test
    void turnsComeBackWithAllButTheEndOfTheirRequestsDigest() {
        // Given
        List<Turn> turns =
                List.of(
                        turn(7, 2, "hk-1", "alice~" + "ab".repeat(16), DIGEST, 480_000_000),
                        turn(8, 2, "hk-1", "alice~" + "cd".repeat(16), DIGEST, 0),
                        turn(9, 3, "jp-1", "k-" + "0f".repeat(16), "short", 123_456_000),
                        turn(10, 5, "jp-1", "bob~3f2504e0-4f89-11d3-9a0c-0305e82c3301", "", 1),
                        turn(11, 5, "jp-1", "plain~ä", DIGEST.substring(0, 16), 999_999_999));
        // When
        List<Turn> opened = codec.open(codec.seal(turns));
        // Then
        assertThat(opened).hasSameSizeAs(turns);
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            assertThat(opened.get(i))
                    .isEqualTo(
                            new Turn(
                                    turn.seq(),
                                    turn.epoch(),
                                    turn.node(),
                                    turn.turnId(),
                                    turn.requestDigest().equals(DIGEST)
                                            ? "0123456789abcdef"
                                            : turn.requestDigest(),
                                    turn.startedAt(),
                                    turn.messages()));
        }
    }

    @Test
    void anyMessageComesBackAsTheSameText() {
        // Given
        List<String> messages =
                List.of(
                        "{\"role\":\"user\",\"content\":\"a \\\"quoted\\\"\\nword\"}",
                        "{\"content\":\"other order\",\"role\":\"user\"}",
                        "{\"role\":\"user\",\"content\":\"a zero \\u0000 in it\"}",
                        "{\"role\":\"user\",\"content\":\"half a pair \\ud83d\"}",
                        "{\"role\":\"user\",\"content\":\"\"}",
                        "{\"role\":\"user\",\"content\":\"\uD83D\uDE00 日本\"}",
                        "{\"role\":\"robot\",\"content\":\"unusual\"}",
                        "{\"role\":\"tool\",\"content\":\"x\",\"tool_call_id\":\"call_1\"}",
                        "{\"role\":\"assistant\",\"content\":null,\"n\":[1,2.5,1e300,true,null,{}]}",
                        "[]",
                        "{}",
                        "12345678901234567890");
        Turn turn =
                new Turn(
                        1,
                        1,
                        "n",
                        "t",
                        "d",
                        Instant.EPOCH,
                        messages.stream().map(ChunkCodecTest::json).toList());
        // When
        Turn opened = codec.open(codec.seal(List.of(turn))).getFirst();
        // Then
        assertThat(opened.messages())
                .extracting(JsonNode::toString)
                .containsExactlyElementsOf(
                        turn.messages().stream().map(JsonNode::toString).toList());
    }

    @Test
    void aDamagedChunkIsRefused() {
        // Given
        byte[] sealed =
                codec.seal(
                        List.of(
                                turn(1, 1, "hk-1", "t1", DIGEST, 0),
                                turn(2, 1, "hk-1", "t2", DIGEST, 0)));
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = sealed.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            // When, Then
            assertThatThrownBy(() -> codec.open(damaged))
                    .isInstanceOf(UnreadableChunkException.class);
        }
    }

    @Test
    void aChunkThatWasCutOrPaddedIsRefused() {
        // Given
        byte[] sealed = codec.seal(List.of(turn(1, 1, "hk-1", "t1", DIGEST, 0)));
        for (int length = 0; length <= sealed.length + 3; length++) {
            if (length != sealed.length) {
                byte[] cut = java.util.Arrays.copyOf(sealed, length);
                // When, Then
                assertThatThrownBy(() -> codec.open(cut))
                        .isInstanceOf(UnreadableChunkException.class);
            }
        }
    }

    @Test
    void anotherFormatOrDictionaryIsNamed() {
        // Given
        byte[] sealed = codec.seal(List.of(turn(1, 1, "hk-1", "t1", DIGEST, 0)));
        byte[] format = sealed.clone();
        format[0] = 9;
        byte[] dictionary = sealed.clone();
        dictionary[1] = 9;
        // When, Then
        assertThatThrownBy(() -> codec.open(format)).hasMessageContaining("unknown format 9");
        assertThatThrownBy(() -> codec.open(dictionary))
                .hasMessageContaining("unknown dictionary 9");
    }

    @Test
    void whatWasSealedWithAnOlderDictionaryIsOpenedWithThat() {
        // Given
        List<Turn> turns = List.of(turn(1, 1, "hk-1", "t1", "d", 0));
        byte[] sealed = codec.seal(turns);
        String text = "It says the following. What does turn say? ".repeat(4);
        Dictionary next = new Dictionary(2, text.getBytes(StandardCharsets.UTF_8));
        ChunkCodec later = new ChunkCodec(next, Dictionary.newest());
        // When
        List<Turn> opened = later.open(sealed);
        // Then
        assertThat(opened).isEqualTo(turns);
        assertThat(later.open(later.seal(turns))).isEqualTo(turns);
        assertThatThrownBy(() -> codec.open(later.seal(turns)))
                .hasMessageContaining("unknown dictionary 2");
    }

    @Test
    void anotherTextOfTheDictionaryIsNoticed() {
        // Given
        String text = "the following example describes the instance ".repeat(4);
        ChunkCodec other = new ChunkCodec(new Dictionary(1, text.getBytes(StandardCharsets.UTF_8)));
        byte[] sealed = codec.seal(List.of(turn(1, 1, "hk-1", "t1", DIGEST, 0)));
        // When, Then
        assertThatThrownBy(() -> other.open(sealed)).isInstanceOf(UnreadableChunkException.class);
    }

    @Test
    void aHistoryIsSplitAfterTenMessages() {
        // Given
        List<Turn> turns = new ArrayList<>();
        for (int seq = 1; seq <= 12; seq++) {
            turns.add(turn(seq, 1, "hk-1", "t" + seq, "d", 0));
        }
        // When
        SealedHistory history = SealedHistory.of(turns, codec);
        // Then
        assertThat(history.sealed()).extracting(SealedChunk::first).containsExactly(1L, 6L);
        assertThat(history.sealed()).extracting(SealedChunk::last).containsExactly(5L, 10L);
        assertThat(history.open()).hasSize(2);
        assertThat(history.openMessages()).isEqualTo(4);
        assertThat(history.turns(0, codec)).isEqualTo(turns);
        assertThat(history.turns(7, codec)).isEqualTo(turns.subList(7, 12));
        assertThat(history.turnIds(9, 12, codec)).containsExactly("t9", "t10", "t11", "t12");
        assertThat(SealedHistory.of(turns, codec)).isEqualTo(history);
    }

    private static Turn turn(
            long seq, long epoch, String node, String turnId, String digest, int nanos) {
        return new Turn(
                seq,
                epoch,
                node,
                turnId,
                digest,
                Instant.ofEpochSecond(1_772_000_000 + 40 * seq, nanos),
                List.of(
                        json("{\"role\":\"user\",\"content\":\"What does turn " + seq + " say?\"}"),
                        json("{\"role\":\"assistant\",\"content\":\"It says the following.\"}")));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
