package io.pagurus.session.fold;

import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.fail;
import static io.pagurus.session.fold.Entries.finish;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.fold.Entries.intend;
import static io.pagurus.session.fold.Entries.numbered;
import static io.pagurus.session.fold.Entries.start;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RulesMarksTest {

    private static final int PARTITION = 3;

    private final RulesMarks marks = new RulesMarks();

    @Test
    void aMarkHoldsForWhatStandsBehindItInItsPartition() {
        // When
        marks.take(RulesVersion.ATTEMPTS, at(10));
        // Then
        assertThat(marks.at(at(9))).isEqualTo(RulesVersion.FIRST);
        assertThat(marks.at(at(10))).isEqualTo(RulesVersion.FIRST);
        assertThat(marks.at(at(11))).isEqualTo(RulesVersion.ATTEMPTS);
        assertThat(marks.at(new Position(PARTITION + 1, 11))).isEqualTo(RulesVersion.FIRST);
        assertThat(marks.now(PARTITION)).isEqualTo(RulesVersion.ATTEMPTS);
    }

    @Test
    void aMarkThatIsNoStepForwardChangesNothing() {
        // Given
        marks.take(RulesVersion.ATTEMPTS, at(10));
        // When it is read again, written by two instances, or by a late one
        marks.take(RulesVersion.ATTEMPTS, at(10));
        marks.take(RulesVersion.ATTEMPTS, at(12));
        marks.take(RulesVersion.FIRST, at(14));
        // Then
        assertThat(marks.of(PARTITION)).containsOnlyKeys(10L);
    }

    @Test
    void whatWasJudgedBeforeAMarkIsJudgedSoForEver() {
        // Given entries of which the later rules refuse the last one
        List<JournalEntry> entries =
                List.of(
                        new JournalEntry.Written(grant(1, "hk-1")),
                        new JournalEntry.Written(numbered(start(1, "hk-1", "t1"), 1)),
                        new JournalEntry.Written(numbered(fail(1, "hk-1", "t1"), 1)),
                        new JournalEntry.Written(numbered(start(1, "hk-1", "t2"), 2)),
                        new JournalEntry.Written(numbered(start(1, "hk-1", "t1"), 1)));
        // When the mark stands behind them, and when it stands before
        Verdict before = last(entries, 100);
        Verdict behind = last(entries, 0);
        // Then
        assertThat(before).isEqualTo(new Verdict.Accepted());
        assertThat(behind).isEqualTo(new Verdict.Refused(Reason.STALE_ATTEMPT));
    }

    @Test
    void aTurnThatRunsWhenTheMarkComesGoesOn() {
        // Given a mark between a start and what belongs to it
        List<JournalEntry> entries =
                List.of(
                        new JournalEntry.Written(grant(1, "hk-1")),
                        new JournalEntry.Written(numbered(start(1, "hk-1", "t1"), 1)),
                        new JournalEntry.Written(
                                numbered(intend(1, "hk-1", "t1", "mail", false), 1)),
                        new JournalEntry.Written(numbered(finish(1, "hk-1", "t1", "mail"), 1)),
                        new JournalEntry.Written(numbered(commit(1, "hk-1", 1, "t1"), 1)));
        for (int length = 3; length <= entries.size(); length++) {
            // When
            Verdict verdict = last(entries.subList(0, length), 2);
            // Then
            assertThat(verdict).isEqualTo(new Verdict.Accepted());
        }
    }

    private static Verdict last(List<JournalEntry> entries, long markedAt) {
        RulesMarks its = new RulesMarks();
        its.take(RulesVersion.ATTEMPTS, at(markedAt));
        Replay replay = new Replay(new SessionFold(new MarkedRules(FoldLimits.DEFAULT, its)));
        Verdict verdict = new Verdict.Accepted();
        for (int i = 0; i < entries.size(); i++) {
            verdict = replay.apply(entries.get(i), at(1 + i));
        }
        return verdict;
    }

    private static Position at(long offset) {
        return new Position(PARTITION, offset);
    }
}
