package io.pagurus.session.view;

import static io.pagurus.session.fold.Entries.SESSION;
import static io.pagurus.session.fold.Entries.T0;
import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.fold.Entries.message;
import static io.pagurus.session.fold.Entries.start;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.history.SealedChunk;
import io.pagurus.session.history.SealedHistory;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sealing and reading chunks on a real Redis. */
class SealScriptTest {

    private static final String HASH = "claw:session:s1";
    private static final String HISTORY = "{claw:session:s1}:history";
    @RegisterExtension static final RealView view = new RealView();

    @Test
    void openTurnsBecomeAChunkAndTheVersionStays() {
        // Given
        commits(1, 6);
        // When
        view.seal();
        // Then
        assertThat(view.hash(HASH))
                .containsEntry("offset", "16")
                .containsEntry("seq", "6")
                .containsEntry("sealed", "5/1/2");
        assertThat(view.list(HISTORY)).hasSize(2).last().asString().contains("answer of t6");
        assertThat(view.ttl(HISTORY)).isBetween(7100L, 7200L);
        assertThat(turns(0)).extracting(Turn::seq).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void aStepSaysWhenTheOpenTurnsMakeAChunk() {
        // Given
        commits(1, 4);
        // When
        String fifth = view.apply(commit(1, "hk-1", 5, "t5"));
        String next = view.apply(start(1, "hk-1", "t6"));
        String sixth = view.apply(commit(1, "hk-1", 6, "t6"));
        // Then
        assertThat(fifth).isEqualTo("full");
        assertThat(next).isEqualTo("applied");
        assertThat(sixth).isEqualTo("full");
    }

    @Test
    void aChunkIsSealedOnce() {
        // Given
        commits(1, 5);
        Request seal = sealOf(1, 1, 5);
        // When
        String first = view.answer(seal);
        List<Object> after = view.everything();
        String again = view.answer(seal);
        // Then
        assertThat(first).isEqualTo("sealed");
        assertThat(again).isEqualTo("seen");
        assertThat(view.everything()).isEqualTo(after);
    }

    @Test
    void aStepBetweenReadingAndSealingIsKept() {
        // Given
        commits(1, 5);
        Request seal = sealOf(1, 1, 5);
        view.apply(start(1, "hk-1", "t6"));
        view.apply(commit(1, "hk-1", 6, "t6"));
        // When
        String answer = view.answer(seal);
        // Then
        assertThat(answer).isEqualTo("sealed");
        assertThat(view.hash(HASH)).containsEntry("seq", "6").containsEntry("sealed", "5/1/2");
        assertThat(turns(0)).extracting(Turn::turnId).endsWith("t5", "t6").hasSize(6);
        assertThat(view.apply(commit(1, "hk-1", 7, "t7"))).isEqualTo("applied");
    }

    @Test
    void aChunkReplacesNothingButWhatItWasMadeOf() {
        // Given
        commits(1, 5);
        Request seal = sealOf(1, 1, 5);
        Request later = sealOf(2, 6, 10);
        view.answers(
                Request.cmd(Command.LSET).arg(HISTORY).arg(2).arg("{\"seq\":3,\"other\":true}"));
        List<Object> before = view.everything();
        // When
        String other = view.answer(seal);
        String notNext = view.answer(later);
        view.answers(Request.cmd(Command.DEL).arg(HASH).arg(HISTORY));
        String gone = view.answer(seal);
        // Then
        assertThat(other).isEqualTo("gap");
        assertThat(notNext).isEqualTo("gap");
        assertThat(gone).isEqualTo("gap");
        assertThat(view.list(HISTORY)).isEmpty();
        assertThat(before).isNotEmpty();
    }

    @Test
    void aRebuiltViewIsTheSealedOne() {
        // Given
        commits(1, 13);
        view.seal();
        List<Object> sealed = view.everything();
        view.answers(Request.cmd(Command.FLUSHALL));
        // When
        String answer = view.answer(view.commands.rebuild(view.content(), null));
        // Then
        assertThat(answer).isEqualTo("rebuilt");
        assertThat(view.everything()).isEqualTo(sealed);
        assertThat(view.hash(HASH)).containsEntry("sealed", "10/2/6");
    }

    @Test
    void aReaderGetsTheChunksThatItNeeds() {
        // Given
        commits(1, 17);
        view.seal();
        // When
        Map<Long, Integer> chunks = new TreeMap<>();
        for (long since : List.of(-1L, 0L, 4L, 5L, 9L, 10L, 14L, 15L, 16L, 17L)) {
            chunks.put(since, view.read(since).get(3).size());
        }
        // Then
        assertThat(chunks)
                .containsExactly(
                        Map.entry(-1L, 0),
                        Map.entry(0L, 3),
                        Map.entry(4L, 3),
                        Map.entry(5L, 2),
                        Map.entry(9L, 2),
                        Map.entry(10L, 1),
                        Map.entry(14L, 1),
                        Map.entry(15L, 0),
                        Map.entry(16L, 0),
                        Map.entry(17L, 0));
        for (long since = 0; since <= 17; since++) {
            assertThat(turns(since)).hasSize((int) (17 - since));
        }
    }

    @Test
    void turnsOfManyMessagesFillChunksOfTheirOwn() {
        // Given
        view.apply(grant(1, "hk-1"));
        for (int seq = 1; seq <= 3; seq++) {
            List<JsonNode> messages =
                    Collections.nCopies(seq == 2 ? 25 : 3, message("user", "hi " + seq));
            view.apply(
                    new JournalRecord.TurnCommitted(
                            SESSION, 1, "hk-1", seq, "t" + seq, "d", T0, messages, null, null));
        }
        // When
        view.seal();
        // Then
        assertThat(view.hash(HASH)).containsEntry("sealed", "2/1/3");
        assertThat(turns(0)).extracting(turn -> turn.messages().size()).containsExactly(3, 25, 3);
    }

    private static void commits(int from, int to) {
        view.apply(grant(1, "hk-1"));
        for (int seq = from; seq <= to; seq++) {
            view.apply(commit(1, "hk-1", seq, "t" + seq));
        }
    }

    /** The call that seals some turns as they stand in Redis now. */
    private static Request sealOf(int number, int first, int last) {
        List<Turn> turns = new ArrayList<>();
        StringBuilder madeOf = new StringBuilder();
        List<String> open = view.list(HISTORY);
        for (int seq = first; seq <= last; seq++) {
            turns.add(Turn.of(commit(1, "hk-1", seq, "t" + seq)));
            madeOf.append(seq <= open.size() ? open.get(seq - 1) : "");
        }
        return view.commands.seal(
                SESSION,
                number,
                SealedChunk.of(view.codec.seal(turns)),
                2 * turns.size(),
                sha1(madeOf.toString()));
    }

    private static String sha1(String text) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(sha1.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Turn> turns(long since) {
        Response found = view.read(since);
        List<SealedChunk> chunks =
                found.get(3).stream().map(chunk -> SealedChunk.of(chunk.toBytes())).toList();
        List<Turn> open =
                found.get(4).stream()
                        .map(turn -> {
                            try {
                                return ViewJson.read(turn.toString(), Turn.class);
                            } catch (JsonProcessingException e) {
                                throw new AssertionError(e);
                            }
                        })
                        .toList();
        return new SealedHistory(chunks, open).turns(since, view.codec);
    }
}
