package io.pagurus.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.Decoded;
import io.pagurus.events.Event;
import io.pagurus.events.JournalMark.RulesAdvanced;
import io.pagurus.events.JournalRecord.OwnershipGranted;
import io.pagurus.events.JournalRecord.TurnStarted;
import io.pagurus.events.Owner;
import io.pagurus.history.EventReader.ReadEvent;
import io.pagurus.history.JudgedEntry.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalFoldTest {

    private static final Instant T0 = Instant.EPOCH;

    @Test
    void entriesAreJudgedByTheRulesOfTheirPlace() {
        // Given a start that comes late, once before the mark and once behind it
        List<Event> journal =
                List.of(
                        new OwnershipGranted(
                                "s1", 1, new Owner("hk-1", "hk"), "opened", null, null, T0),
                        start("t1", 1),
                        start("t2", 2),
                        start("t1", 1),
                        new RulesAdvanced(0, 2),
                        start("t3", 3),
                        start("t2", 2));

        // When
        List<JudgedEntry> judged = JournalFold.fold(read(journal));

        // Then
        assertThat(judged)
                .extracting(JudgedEntry::offset, JudgedEntry::outcome)
                .containsExactly(
                        tuple(0L, Outcome.ACCEPTED),
                        tuple(1L, Outcome.ACCEPTED),
                        tuple(2L, Outcome.ACCEPTED),
                        tuple(3L, Outcome.ACCEPTED),
                        tuple(5L, Outcome.ACCEPTED),
                        tuple(6L, Outcome.REFUSED));
    }

    @Test
    void anEntryWhoseKeyIsNoIdIsOfNoSession() {
        // Given
        ReadEvent foreign =
                new ReadEvent(
                        "journal",
                        0,
                        0,
                        T0,
                        "s1/2",
                        new Decoded.Known(new CloudEvent<>("1", "/test", T0, start("t1", 1))));

        // When
        List<JudgedEntry> judged = JournalFold.fold(List.of(foreign));

        // Then
        assertThat(judged).isEmpty();
    }

    private static TurnStarted start(String turn, long attempt) {
        return new TurnStarted("s1", 1, "hk-1", turn, "digest of " + turn, false, T0, attempt);
    }

    private static List<ReadEvent> read(List<Event> journal) {
        List<ReadEvent> read = new ArrayList<>();
        for (Event event : journal) {
            read.add(
                    new ReadEvent(
                            "journal",
                            0,
                            read.size(),
                            T0,
                            event.key(),
                            new Decoded.Known(new CloudEvent<>("1", "/test", T0, event))));
        }
        return read;
    }
}
