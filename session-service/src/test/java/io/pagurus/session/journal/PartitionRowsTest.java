package io.pagurus.session.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.snapshot.Bodies;
import io.pagurus.session.snapshot.Row;
import java.time.Instant;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;

/** Whoever goes through a partition's sessions can tell whether they are all. */
class PartitionRowsTest {

    private final SessionTable table = SpreadTable.over(2);

    @Test
    void aPartitionThatIsNotServedHasNoRowsRatherThanNone() {
        // Given
        table.adopt(0, rows("s1"));
        // When
        boolean loading = table.rows(0).isPresent();
        table.serve(0);
        // Then
        assertThat(loading).isFalse();
        assertThat(table.rows(0).orElseThrow()).hasSize(1);
        assertThat(table.rows(1)).isEmpty();
    }

    @Test
    void rowsOfAPartitionThatWentAwayMeanwhileAreNotCurrent() {
        // Given
        table.adopt(0, rows("s1", "s2"));
        table.serve(0);
        PartitionRows seen = table.rows(0).orElseThrow();
        assertThat(seen.areCurrent()).isTrue();
        // When
        table.drop(0);
        // Then
        assertThat(seen.areCurrent()).isFalse();
        assertThat(seen).hasSize(2);
    }

    @Test
    void rowsOfAPartitionThatWentAwayAndCameBackAreNotCurrent() {
        // Given
        table.adopt(0, rows("s1"));
        table.serve(0);
        PartitionRows seen = table.rows(0).orElseThrow();
        // When
        table.drop(0);
        table.adopt(0, rows("s1"));
        table.serve(0);
        // Then
        assertThat(seen.areCurrent()).isFalse();
        assertThat(table.rows(0).orElseThrow().areCurrent()).isTrue();
    }

    private static ConcurrentNavigableMap<String, Row> rows(String... sessionIds) {
        ConcurrentNavigableMap<String, Row> rows = new ConcurrentSkipListMap<>();
        for (String sessionId : sessionIds) {
            rows.put(
                    sessionId,
                    new Row(
                            SessionFold.poisoned(sessionId, "for a test", 0),
                            Bodies.NONE,
                            Instant.EPOCH));
        }
        return rows;
    }
}
