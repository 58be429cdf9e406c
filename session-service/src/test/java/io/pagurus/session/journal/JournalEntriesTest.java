package io.pagurus.session.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.snapshot.Bodies;
import io.pagurus.session.snapshot.Row;
import io.pagurus.session.snapshot.RowCodec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalEntriesTest {

    private static final Instant KAFKAS = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void entryIsOfTheTimeThatItsWriterSays() {
        // When
        Instant time = JournalEntries.timeOf(record("2025-12-31T23:59:59.123456Z"));
        // Then
        assertThat(time).isEqualTo("2025-12-31T23:59:59.123456Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+999999999-12-31T23:59:59Z", "-999999999-01-01T00:00:00Z", "yesterday", ""})
    void timeThatASnapshotCannotHaveIsKafkas(String said) {
        // When
        Instant time = JournalEntries.timeOf(record(said));
        // Then
        assertThat(time).isEqualTo(KAFKAS);
        Row row = new Row(SessionFold.poisoned("s1", "for a test", 0), Bodies.NONE, time);
        assertThat(RowCodec.decode("s1", RowCodec.encode(row))).isEqualTo(row);
    }

    private static ConsumerRecord<String, byte @Nullable []> record(String time) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_time", time.getBytes(StandardCharsets.UTF_8));
        return new ConsumerRecord<>(
                "journal",
                0,
                0,
                KAFKAS.toEpochMilli(),
                TimestampType.CREATE_TIME,
                2,
                0,
                "s1",
                new byte[0],
                headers,
                Optional.empty());
    }
}
