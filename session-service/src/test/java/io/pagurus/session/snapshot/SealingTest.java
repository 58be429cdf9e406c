package io.pagurus.session.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.session.fold.Entries;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.history.ChunkCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A chunk is one record, and one that the brokers refuse would stop all snapshots. */
class SealingTest {

    private static final int MOST = 1_000_000;
    private static final int KAFKA_MOST = 1 << 20;
    private final ChunkCodec codec = new ChunkCodec();
    private final Random random = new Random(42);

    @Test
    void turnsThatDoNotDeflateMakeSmallerChunks() {
        // Given
        List<Turn> turns = turns(300_000, 300_000, 300_000, 300_000, 300_000, 300_000);
        // When
        Sealing.Piece piece = sealing(turns, 0).next(row(turns)).orElseThrow();
        // Then
        assertThat(piece.turns()).isEqualTo(2);
        assertThat(piece.messages()).isEqualTo(4);
        assertThat(piece.chunk().remaining()).isLessThan(KAFKA_MOST);
        assertThat(codec.open(piece.chunk().array())).hasSize(2);
    }

    @Test
    void oldTurnsThatDoNotDeflateMakeSmallerChunksToo() {
        // Given
        List<Turn> turns = turns(400_000, 400_000, 400_000);
        // When
        Sealing.Piece piece = sealing(turns, 100).next(row(turns)).orElseThrow();
        // Then
        assertThat(piece.turns()).isEqualTo(2);
        assertThat(piece.chunk().remaining()).isLessThan(KAFKA_MOST);
    }

    @Test
    void theLargestTurnIsAChunkByItself() {
        // Given
        List<Turn> turns = turns(999_000, 999_000);
        // When
        Sealing.Piece piece = sealing(turns, 100).next(row(turns)).orElseThrow();
        // Then
        assertThat(piece.turns()).isEqualTo(1);
        assertThat(piece.chunk().remaining()).isBetween(700_000, MOST + 16 * 1024);
    }

    @Test
    void aTurnThatIsTooLargeForTheBrokersStaysInTheJournal() {
        // Given
        List<Turn> turns = turns(2_000_000);
        // When
        Optional<Sealing.Piece> piece = sealing(turns, 100).next(row(turns));
        // Then
        assertThat(piece).isEmpty();
    }

    private Sealing sealing(List<Turn> turns, long floor) {
        Floors floors = new Floors();
        floors.raise(0, floor);
        return new Sealing(codec, new Known(turns), floors, MOST);
    }

    private static Row row(List<Turn> turns) {
        List<Long> offsets = LongStream.range(0, turns.size()).boxed().toList();
        return new Row(
                SessionFold.poisoned("s1", "for a test", 0),
                new Bodies(offsets, 2 * turns.size(), 0, Bodies.NO_CHUNK, Map.of(), null),
                Instant.EPOCH);
    }

    /** Turns with an answer of so many random characters. */
    private List<Turn> turns(int... sizes) {
        List<Turn> turns = new ArrayList<>();
        for (int size : sizes) {
            int seq = turns.size() + 1;
            turns.add(Turn.of(Entries.commit("s1", 1, "hk-1", seq, "t" + seq, noise(size))));
        }
        return turns;
    }

    private String noise(int size) {
        StringBuilder noise = new StringBuilder(size);
        while (noise.length() < size) {
            noise.append((char) random.nextInt('#', 127));
        }
        return noise.toString().replace('\\', '!');
    }

    /** Immutable. The turns are where somebody asks for them. */
    private record Known(List<Turn> all) implements OpenBodies {
        @Override
        public Optional<List<Turn>> turns(SessionHeader header, List<Long> offsets) {
            return Optional.of(offsets.stream().map(offset -> all.get(offset.intValue())).toList());
        }

        @Override
        public Optional<JsonNode> state(SessionHeader header, long offset) {
            return Optional.empty();
        }
    }
}
