package io.pagurus.session.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.kafka.Topics;
import io.pagurus.local.kafka.TopicPlan;
import io.pagurus.session.fold.LargestSession;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.snapshot.Bodies;
import io.pagurus.session.snapshot.Row;
import io.pagurus.session.snapshot.RowCodec;
import io.pagurus.session.snapshot.SnapshotWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

/** A row is one record, and one that the brokers refuse would stop all snapshots. */
class LargestRowTest {

    /** Of turns that were not sealed yet, as when a journal without snapshots was read. */
    private static final int OPEN_TURNS = 10_000;

    /** What a record has besides its value, with room. */
    private static final int AROUND = 16 * 1024;

    @Test
    void theLargestRowIsARecordThatTheSnapshotTopicTakes() {
        // Given
        Row row = folded();
        // When
        int bytes = RowCodec.encode(row).length;
        // Then
        assertThat(bytes).isBetween(2_700_000, SnapshotWriter.MOST_RECORD_BYTES - AROUND);
        Topics topics = new Topics(Topics.DEFAULT_PREFIX);
        assertThat(TopicPlan.of(topics).topics())
                .filteredOn(topic -> topic.name().equals(topics.sessionSnapshot()))
                .extracting(topic -> topic.configs().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG))
                .containsExactly(Integer.toString(SnapshotWriter.MOST_RECORD_BYTES));
    }

    private static Row folded() {
        GrowingRow session = new GrowingRow();
        long offset = 0;
        for (JournalRecord record : LargestSession.entries()) {
            assertThat(session.on(record, offset)).isEqualTo(new Verdict.Accepted());
            offset += 1L << 40;
        }
        List<Long> open = LongStream.range(offset, offset + OPEN_TURNS).boxed().toList();
        Map<String, Long> results = session.bodies.entries();
        session.bodies = new Bodies(open, 2 * OPEN_TURNS, 0, Bodies.NO_CHUNK, results, null);
        return session.row();
    }
}
