package io.pagurus.session.fold;

import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.fail;
import static io.pagurus.session.fold.Entries.finish;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.fold.Entries.intend;
import static io.pagurus.session.fold.Entries.numbered;
import static io.pagurus.session.fold.Entries.start;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The fence within an epoch: what belongs to a start that a later one has replaced. */
class AttemptFoldTest {

    private static final Verdict ACCEPTED = new Verdict.Accepted();
    private static final Verdict STALE = new Verdict.Refused(Reason.STALE_ATTEMPT);

    private final FoldedSession session = FoldedSession.opened();

    @Test
    void aStartThatComesLateDisplacesNoOtherTurn() {
        // Given a turn that failed, and another one that runs
        session.on(numbered(start(1, "hk-1", "t1"), 1));
        session.on(numbered(fail(1, "hk-1", "t1"), 1));
        session.on(numbered(start(1, "hk-1", "t2"), 2));
        // When the first copy of the first call arrives
        Verdict late = session.on(numbered(start(1, "hk-1", "t1"), 1));
        // Then
        assertThat(late).isEqualTo(STALE);
        assertThat(session.running().turnId()).isEqualTo("t2");
        assertThat(session.on(numbered(intend(1, "hk-1", "t2", "mail", false), 2)))
                .isEqualTo(ACCEPTED);
    }

    @Test
    void theSameStartAgainLeavesTheStepsAsTheyAre() {
        // Given
        session.on(numbered(start(1, "hk-1", "t1"), 1));
        session.on(numbered(intend(1, "hk-1", "t1", "mail", false), 1));
        // When
        Verdict again = session.on(numbered(start(1, "hk-1", "t1"), 1));
        Verdict repeatedIntent = session.on(numbered(intend(1, "hk-1", "t1", "mail", false), 1));
        // Then nobody becomes uncertain of a call that is under way
        assertThat(again).isEqualTo(ACCEPTED);
        assertThat(repeatedIntent).isEqualTo(new Verdict.Duplicate(0));
        assertThat(session.on(numbered(finish(1, "hk-1", "t1", "mail"), 1))).isEqualTo(ACCEPTED);
    }

    @Test
    void theSameStartAgainAfterItsEndIsLate() {
        // Given
        session.on(numbered(start(1, "hk-1", "t1"), 1));
        session.on(numbered(fail(1, "hk-1", "t1"), 1));
        // When
        Verdict late = session.on(numbered(start(1, "hk-1", "t1"), 1));
        // Then
        assertThat(late).isEqualTo(STALE);
        assertThat(session.header().running()).isNull();
    }

    @Test
    void anotherRequestUnderTheNumberOfAStartIsRefused() {
        // Given
        session.on(numbered(start(1, "hk-1", "t1"), 1));
        // When
        Verdict other =
                session.on(numbered(start(1, "hk-1", "t1", "other request", Entries.T0), 1));
        // Then
        assertThat(other).isEqualTo(new Verdict.Refused(Reason.DIGEST_MISMATCH));
    }

    @Test
    void nothingOfAnEarlierStartIsAccepted() {
        // Given the same turn, begun twice by the owner
        session.on(numbered(start(1, "hk-1", "t1"), 1));
        session.on(numbered(intend(1, "hk-1", "t1", "clock", true), 1));
        session.on(numbered(start(1, "hk-1", "t1"), 2));
        SessionHeader before = session.header();
        // When
        Verdict intent = session.on(numbered(intend(1, "hk-1", "t1", "mail", false), 1));
        Verdict result = session.on(numbered(finish(1, "hk-1", "t1", "clock"), 1));
        Verdict failure = session.on(numbered(fail(1, "hk-1", "t1"), 1));
        Verdict answer = session.on(numbered(commit(1, "hk-1", 1, "t1"), 1));
        // Then
        assertThat(intent).isEqualTo(STALE);
        assertThat(result).isEqualTo(STALE);
        assertThat(failure).isEqualTo(STALE);
        assertThat(answer).isEqualTo(STALE);
        assertThat(session.header()).isEqualTo(before);
    }

    @Test
    void anAnswerThatComesAfterItsFailureWasToldIsRefused() {
        // Given
        session.on(numbered(start(1, "hk-1", "t1"), 1));
        session.on(numbered(fail(1, "hk-1", "t1"), 1));
        // When
        Verdict late = session.on(numbered(commit(1, "hk-1", 1, "t1"), 1));
        // Then
        assertThat(late).isEqualTo(new Verdict.Refused(Reason.NO_RUNNING_TURN));
        assertThat(session.header().seq()).isZero();
    }

    @Test
    void whatBelongsToAStartThatWasNotAcceptedIsRefused() {
        // Given
        session.on(numbered(start(1, "hk-1", "t1"), 1));
        // When
        Verdict ahead = session.on(numbered(intend(1, "hk-1", "t1", "mail", false), 2));
        // Then
        assertThat(ahead).isEqualTo(new Verdict.Refused(Reason.UNKNOWN_ATTEMPT));
    }

    @Test
    void aCommittedTurnIsKnownWhateverTheNumber() {
        // Given
        session.on(numbered(start(1, "hk-1", "t1"), 5));
        session.on(numbered(commit(1, "hk-1", 1, "t1"), 5));
        // When
        Verdict again = session.on(numbered(start(1, "hk-1", "t1"), 1));
        Verdict commitAgain = session.on(numbered(commit(1, "hk-1", 1, "t1"), 5));
        // Then
        assertThat(again).isEqualTo(new Verdict.Duplicate(1));
        assertThat(commitAgain).isEqualTo(new Verdict.Duplicate(1));
    }

    @Test
    void theNextOwnerBeginsToCountAnew() {
        // Given
        session.on(numbered(start(1, "hk-1", "t1"), 9));
        session.on(grant(2, "jp-1"));
        // When
        Verdict first = session.on(numbered(start(2, "jp-1", "t1"), 1));
        // Then
        assertThat(session.header().attempt()).isEqualTo(1);
        assertThat(first).isEqualTo(ACCEPTED);
    }

    @Test
    void whoDoesNotCountIsJudgedAsEver() {
        // Given
        session.on(start(1, "hk-1", "t1"));
        // When
        Verdict other = session.on(start(1, "hk-1", "t2"));
        // Then
        assertThat(other).isEqualTo(ACCEPTED);
        assertThat(session.header().attempt()).isZero();
    }
}
