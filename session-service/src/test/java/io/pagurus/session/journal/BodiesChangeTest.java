package io.pagurus.session.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.Entries;
import io.pagurus.session.fold.FencedRules;
import io.pagurus.session.fold.FoldLimits;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.Replay;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.snapshot.Bodies;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Where a session's bodies are over more than one of its lives. */
class BodiesChangeTest {

    private final Replay session = new Replay(new SessionFold(new FencedRules(FoldLimits.DEFAULT)));
    private long offset = 100;

    @Test
    void aSessionThatIsOpenedAnewStillKnowsHowManyChunksItsLifeBeforeHad() {
        // Given
        var _ = on(Bodies.NONE, Entries.opening(1, "hk-1"));
        Bodies lived = new Bodies(List.of(101L), 2, 3, 70, Map.of(), null);
        long seen = Objects.requireNonNull(session.header()).lastOffset();
        Bodies expired = on(lived, Entries.expire(1, seen));
        // When
        Bodies reopened = on(expired, Entries.grant(2, "hk-1"));
        // Then
        assertThat(expired).isEqualTo(new Bodies(List.of(), 0, 3, Bodies.NO_CHUNK, Map.of(), null));
        assertThat(reopened.chunks()).isZero();
        assertThat(reopened.open()).isEmpty();
        assertThat(reopened.earlier()).isEqualTo(new Bodies.Earlier(3, 102));
    }

    private Bodies on(Bodies before, JournalRecord record) {
        JournalEntry entry = new JournalEntry.Written(record);
        Position at = new Position(0, offset++);
        SessionHeader header = session.header();
        Verdict verdict = session.apply(entry, at);
        return BodiesChange.after(
                before,
                new FoldedEntry(entry, at, Entries.T0, 1, true, header, session.header(), verdict));
    }
}
