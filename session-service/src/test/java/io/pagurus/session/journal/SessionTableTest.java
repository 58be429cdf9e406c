package io.pagurus.session.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;

class SessionTableTest {

    private final SessionTable table = new SessionTable();

    @Test
    void whatIsNotFoundInAServedPartitionIsAbsent() {
        // Given
        table.spread(new JournalPartitions(1));
        table.adopt(0, new ConcurrentSkipListMap<>());
        // When
        table.serve(0);
        // Then
        assertThat(table.isAbsent("s1")).isTrue();
    }

    @Test
    void whatIsNotFoundInAPartitionThatIsNotServedMayBeElsewhere() {
        // Given
        table.spread(new JournalPartitions(1));
        table.adopt(0, new ConcurrentSkipListMap<>());
        assertThat(table.isAbsent("s1")).isFalse();
        table.serve(0);
        // When
        table.drop(0);
        // Then
        assertThat(table.find("s1")).isEmpty();
        assertThat(table.isAbsent("s1")).isFalse();
    }
}
