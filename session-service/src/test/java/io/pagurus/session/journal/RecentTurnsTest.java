package io.pagurus.session.journal;

import static io.pagurus.session.fold.Entries.T0;
import static io.pagurus.session.fold.Entries.commit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.settings.TestSettings;
import io.pagurus.session.snapshot.OpenBodies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.Test;

class RecentTurnsTest {

    private final RecentTurns recent =
            new RecentTurns(
                    new Elsewhere(),
                    new JournalScanner(
                            new RecordScanner(
                                    () -> new MockConsumer<>("none"),
                                    "journal",
                                    TestSettings.of(Map.of())
                                            .getConfigMapping(JournalSettings.class))),
                    100);

    @Test
    void turnThatIsFoldedAgainTakesItsRoomOnce() {
        // Given
        recent.onFolded(folded(0, 1, 60));
        // When
        recent.onFolded(folded(0, 1, 60));
        recent.onFolded(folded(0, 2, 40));
        // Then
        assertThat(recent.bytes()).isEqualTo(100);
        assertThat(recent.turns(header(0), List.of(1L, 2L))).isPresent();
    }

    @Test
    void turnsOfAPartitionThatIsAnothersTakeNoRoom() {
        // Given
        recent.onFolded(folded(0, 1, 60));
        recent.onFolded(folded(1, 1, 40));
        // When
        recent.onRevoked(0);
        // Then
        assertThat(recent.bytes()).isEqualTo(40);
        assertThat(recent.turns(header(0), List.of(1L))).isEmpty();
        assertThat(recent.turns(header(1), List.of(1L))).isPresent();
    }

    private static SessionHeader header(int partition) {
        return SessionFold.poisoned("s1", "for a test", partition);
    }

    private static FoldedEntry folded(int partition, long offset, int bytes) {
        return new FoldedEntry(
                new JournalEntry.Written(commit(1, "hk-1", offset, "t" + offset)),
                new Position(partition, offset),
                T0,
                bytes,
                true,
                header(partition),
                header(partition),
                new Verdict.Accepted());
    }

    /** Immutable. Nothing is there either. */
    private record Elsewhere() implements OpenBodies {
        @Override
        public Optional<List<Turn>> turns(SessionHeader header, List<Long> offsets) {
            return Optional.empty();
        }

        @Override
        public Optional<JsonNode> state(SessionHeader header, long offset) {
            return Optional.empty();
        }
    }
}
