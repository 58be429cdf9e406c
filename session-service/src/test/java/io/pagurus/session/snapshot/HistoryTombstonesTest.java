package io.pagurus.session.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.Entries;
import io.pagurus.session.fold.FencedRules;
import io.pagurus.session.fold.FoldLimits;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.Replay;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.history.ChunkCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What compaction leaves in the history topic of a life that is over: nothing. */
class HistoryTombstonesTest {

    /** As many as make one chunk. */
    private static final int TURNS = 5;

    private final MockProducer<String, byte @Nullable []> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final HistoryWriter writer =
            new HistoryWriter(
                    new Sealing(new ChunkCodec(), new OneTurn(), new Floors(), 1_000_000),
                    "history",
                    (_, _) -> true);
    private final Replay session = new Replay(new SessionFold(new FencedRules(FoldLimits.DEFAULT)));
    private long offset = 100;

    /** Immutable. Wherever somebody looks, there is the same turn. */
    private record OneTurn() implements OpenBodies {
        @Override
        public Optional<List<Turn>> turns(SessionHeader header, List<Long> offsets) {
            return Optional.of(
                    IntStream.rangeClosed(1, offsets.size())
                            .mapToObj(seq ->
                                    Turn.of(Entries.commit("s1", 1, "hk-1", seq, "t" + seq, "yes")))
                            .toList());
        }

        @Override
        public Optional<JsonNode> state(SessionHeader header, long offset) {
            return Optional.empty();
        }
    }

    @BeforeEach
    void open() {
        on(Entries.opening(1, "hk-1"));
    }

    @Test
    void aChunkOnItsWayWhileItsSessionIsDeletedIsRemovedWithTheOthers() {
        // Given
        Row oneChunk = landed(row(full(Bodies.NONE)));
        Row twoDue = row(full(oneChunk.bodies()));
        on(Entries.delete(1));
        Row deleted = landed(twoDue, row(twoDue.bodies().emptied()));
        assertThat(left()).containsExactlyInAnyOrder("s1/0", "s1/1");
        // When
        var _ = flushed(deleted);
        // Then
        assertThat(left()).isEmpty();
    }

    @Test
    void aSessionThatIsOpenedAnewBeforeAFlushHasSeenItsEndKeepsNothingOfItsLifeBefore() {
        // Given
        Row oneChunk = landed(row(full(Bodies.NONE)));
        Row twoDue = row(full(oneChunk.bodies()));
        on(Entries.expire(1, Objects.requireNonNull(session.header()).lastOffset()));
        on(Entries.grant(2, "hk-1"));
        Row reopened = landed(twoDue, row(twoDue.bodies().emptied().reopened(offset)));
        // When
        Row swept = landed(reopened);
        // Then
        assertThat(left()).isEmpty();
        assertThat(swept.bodies()).isEqualTo(Bodies.NONE);
    }

    @Test
    void whatTheNewLifeHasStaysAndIsRemovedByItsOwnEnd() {
        // Given
        Bodies twoChunks = new Bodies(List.of(), 0, 2, 7, Map.of(), null);
        Row reopened = row(full(twoChunks.emptied().reopened(offset)));
        Row again = row(twoChunks.emptied().reopened(offset).emptied().reopened(offset + 1));
        // When
        Row sealed = landed(reopened);
        // Then
        assertThat(left()).containsExactly("s1/0");
        assertThat(sealed.bodies().chunks()).isEqualTo(1);
        assertThat(sealed.bodies().earlier()).isNull();
        Row thirdLife = landed(reopened, again);
        assertThat(thirdLife.bodies()).isEqualTo(again.bodies());
        var _ = flushed(thirdLife);
        assertThat(left()).isEmpty();
    }

    private void on(JournalRecord record) {
        var _ = session.apply(new JournalEntry.Written(record), new Position(0, offset++));
    }

    private Row row(Bodies bodies) {
        return new Row(Objects.requireNonNull(session.header()), bodies, Entries.T0);
    }

    /** With turns enough for the next chunk. */
    private Bodies full(Bodies before) {
        return LongStream.range(0, TURNS)
                .boxed()
                .reduce(before, (bodies, _) -> bodies.committed(offset++, 2), (_, last) -> last);
    }

    private Row landed(Row unchanged) {
        return landed(unchanged, unchanged);
    }

    /** What a flush of the one row makes of the row as it is when the flush is written. */
    private Row landed(Row taken, Row meanwhile) {
        Row now = meanwhile;
        for (Written.Moved moved : flushed(taken).moves()) {
            now = moved.change().apply(now);
        }
        return now;
    }

    private Written flushed(Row row) {
        Flush.Part part = new Flush.Part(1, Optional.empty(), Map.of("s1", Optional.of(row)));
        return writer.write(
                        producer, new Flush(new ConsumerGroupMetadata("group"), Map.of(0, part)))
                .written();
    }

    /** The keys that compaction keeps. */
    private Set<String> left() {
        Map<String, byte @Nullable []> last = new HashMap<>();
        producer.history().forEach(record -> last.put(record.key(), record.value()));
        last.values().removeIf(Objects::isNull);
        return last.keySet();
    }
}
