package io.pagurus.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pagurus.events.Owner;
import io.pagurus.events.SessionEvent.TurnAccepted;
import io.pagurus.events.SessionEvent.WriteRefused;
import io.pagurus.history.JudgedEntry.Outcome;
import io.pagurus.history.ViewPicture.ViewTurn;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each invariant has a wrong history that the checker must catch. */
class HistoryCheckerTest {

    private static HandMade twoTurns() {
        return new HandMade()
                .grant(1, "hk-1")
                .start(1, "hk-1", "t1")
                .commit(1, "hk-1", 1, "t1")
                .told("t1")
                .start(1, "hk-1", "t2")
                .commit(1, "hk-1", 2, "t2")
                .told("t2");
    }

    private static ViewPicture view(long epoch, String owner, long seq, ViewTurn... turns) {
        return new ViewPicture(HandMade.SESSION, epoch, owner, seq, 4, List.of(turns));
    }

    private static ViewPicture viewAt(long offset, long epoch, String owner, ViewTurn... turns) {
        return new ViewPicture(
                HandMade.SESSION, epoch, owner, turns.length, offset, List.of(turns));
    }

    private static ViewTurn shown(long seq, String turn) {
        return new ViewTurn(seq, turn, HandMade.messages("ask " + turn, turn));
    }

    @Test
    void rightHistoryHasNoFindings() {
        // Given a takeover in the middle, whose old owner wrote on and was refused
        HandMade run =
                twoTurns()
                        .start(1, "hk-1", "t3")
                        .grant(2, "jp-1")
                        .start(2, "jp-1", "t3")
                        .commit(1, "hk-1", 3, "t3", Outcome.REFUSED)
                        .commit(2, "jp-1", 3, "t3")
                        .told("t3")
                        .view(viewAt(9, 2, "jp-1", shown(1, "t1"), shown(2, "t2"), shown(3, "t3")));

        // When
        Judgement judgement = run.judgement();

        // Then
        assertThat(judgement).isEqualTo(new Judgement(List.of(), 3, 0, 0, 1, 0));
    }

    @Test
    void toldTurnThatWasRefusedIsLost() {
        // Given the wrong variant "ack on the broker's ack": the marker came before the record
        HandMade run =
                twoTurns().grant(2, "jp-1").commit(1, "hk-1", 3, "t3", Outcome.REFUSED).told("t3");

        // When
        Judgement judgement = run.judgement();

        // Then
        assertThat(judgement.lost()).isEqualTo(1);
        assertThat(judgement.findings())
                .extracting(Finding::invariant, Finding::turnId)
                .containsExactly(tuple(Invariant.TOLD_IS_KEPT, "t3"));
    }

    @Test
    void toldTurnThatNobodyWroteIsLost() {
        assertThat(twoTurns().told("t3").judgement().lost()).isEqualTo(1);
    }

    @Test
    void toldAnswerThatDiffersFromTheHistoryIsLost() {
        assertThat(
                        new HandMade()
                                .grant(1, "hk-1")
                                .commit(1, "hk-1", 1, "t1")
                                .told("t1", "t1", "another answer")
                                .judgement()
                                .lost())
                .isEqualTo(1);
    }

    @Test
    void turnIdCommittedTwiceIsDoubled() {
        // Given
        HandMade run = twoTurns().commit(1, "hk-1", 3, "t2");

        // When
        Judgement judgement = run.judgement();

        // Then
        assertThat(judgement.doubled()).isEqualTo(1);
        assertThat(run.broken()).containsExactly(Invariant.TURN_ONCE);
    }

    @Test
    void requestInTheHistoryUnderTwoTurnIdsIsDoubled() {
        assertThat(twoTurns().commitOf(1, "hk-1", 3, "other", "ask t2").judgement().doubled())
                .isEqualTo(1);
    }

    @Test
    void turnToldTwiceWithTwoAnswersIsDoubled() {
        assertThat(twoTurns().told("t2", "t2", "another answer").broken())
                .contains(Invariant.TURN_ONCE);
    }

    @Test
    void turnToldTwiceWithOneAnswerIsRight() {
        assertThat(twoTurns().told("t2").broken()).isEmpty();
    }

    @Test
    void keyThatBecameTwoTurnsIsDoubled() {
        // Given
        HandMade run = twoTurns().commit(1, "hk-1", 3, "t3").told("t2", "t3", "answer t3");

        // When, Then
        assertThat(run.broken()).containsExactly(Invariant.TURN_ONCE);
    }

    @Test
    void turnsInAnotherOrderThanTheyWereToldAreFound() {
        assertThat(
                        new HandMade()
                                .grant(1, "hk-1")
                                .commit(1, "hk-1", 1, "t2")
                                .commit(1, "hk-1", 2, "t1")
                                .told("t1")
                                .told("t2")
                                .broken())
                .containsExactly(Invariant.ORDER_KEPT);
    }

    @Test
    void gapInTheNumbersOfTurnsIsFound() {
        assertThat(twoTurns().commit(1, "hk-1", 4, "t4").broken())
                .containsExactly(Invariant.ORDER_KEPT);
    }

    @Test
    void epochGrantedTwiceIsFound() {
        assertThat(twoTurns().grant(2, "jp-1").grant(2, "us-1").broken())
                .containsExactly(Invariant.ONE_OWNER_AN_EPOCH);
    }

    @Test
    void epochThatIsSkippedIsFound() {
        assertThat(twoTurns().grant(3, "jp-1").broken())
                .containsExactly(Invariant.ONE_OWNER_AN_EPOCH);
    }

    @Test
    void epochsThatBeginAnewAfterForgettingAreFound() {
        assertThat(twoTurns().forget(1).grant(1, "hk-1").broken())
                .containsExactly(Invariant.ONE_OWNER_AN_EPOCH);
        assertThat(twoTurns().forget(1).grant(2, "hk-1").broken()).isEmpty();
    }

    @Test
    void commitUnderAnOldEpochIsFound() {
        assertThat(twoTurns().grant(2, "jp-1").commit(1, "hk-1", 3, "t3").broken())
                .containsExactly(Invariant.NO_STALE_WRITE);
    }

    @Test
    void intentUnderAnOldEpochIsFound() {
        assertThat(twoTurns().grant(2, "jp-1").intent(1, "hk-1", "t3", "step-1", true).broken())
                .containsExactly(Invariant.NO_STALE_WRITE);
    }

    @Test
    void writeOfANodeThatIsNotTheOwnerIsFound() {
        assertThat(twoTurns().commit(1, "jp-1", 3, "t3").broken())
                .containsExactly(Invariant.NO_STALE_WRITE);
    }

    @Test
    void secondResultOfATaskIsFound() {
        assertThat(
                        twoTurns()
                                .start(1, "hk-1", "t3")
                                .intent(1, "hk-1", "t3", "step-1", true)
                                .result(1, "hk-1", "t3", "step-1")
                                .result(1, "hk-1", "t3", "step-1")
                                .broken())
                .containsExactly(Invariant.ONE_RESULT_A_TASK);
    }

    @Test
    void stepThatMustNotBeRepeatedAndHasNoResultIsUncertain() {
        assertThat(
                        twoTurns()
                                .start(1, "hk-1", "t3")
                                .intent(1, "hk-1", "t3", "step-1", false)
                                .grant(2, "jp-1")
                                .judgement()
                                .uncertain())
                .isEqualTo(1);
    }

    @Test
    void viewThatLacksATurnIsFound() {
        assertThat(twoTurns().view(view(1, "hk-1", 1, shown(1, "t1"))).broken())
                .containsExactly(Invariant.VIEW_EQUALS_FOLD);
    }

    @Test
    void viewThatIsBehindIsFound() {
        assertThat(twoTurns().view(viewAt(2, 1, "hk-1", shown(1, "t1"))).broken())
                .containsExactly(Invariant.VIEW_EQUALS_FOLD);
    }

    @Test
    void viewWithAnotherOwnerIsFound() {
        assertThat(twoTurns().view(view(1, "jp-1", 2, shown(1, "t1"), shown(2, "t2"))).broken())
                .containsExactly(Invariant.VIEW_EQUALS_FOLD);
    }

    @Test
    void viewWithOtherMessagesIsFound() {
        // Given
        ViewTurn wrong = new ViewTurn(2, "t2", HandMade.messages("ask t2", "other"));

        // When, Then
        assertThat(twoTurns().view(view(1, "hk-1", 2, shown(1, "t1"), wrong)).broken())
                .containsExactly(Invariant.VIEW_EQUALS_FOLD);
    }

    @Test
    void eventThatTellsOfATurnThatWasRefusedIsFound() {
        // Given
        HandMade run =
                new HandMade()
                        .grant(1, "hk-1")
                        .commit(7, "jp-1", 1, "t1", Outcome.REFUSED)
                        .told("t0")
                        .projected(
                                0,
                                1,
                                new TurnAccepted(HandMade.SESSION, 7, "jp-1", 1, "t1", 2, null));

        // When, Then
        assertThat(run.broken()).contains(Invariant.PROJECTION_EQUALS_FOLD);
    }

    @Test
    void eventThatTellsOfARefusalOfWhatWasAcceptedIsFound() {
        // Given
        WriteRefused refused =
                new WriteRefused(
                        HandMade.SESSION,
                        1,
                        "hk-1",
                        "t1",
                        "TurnCommitted",
                        "stale-epoch",
                        1,
                        new Owner("hk-1", "hk"));

        // When, Then
        assertThat(twoTurns().projected(0, 2, refused).broken())
                .containsExactly(Invariant.PROJECTION_EQUALS_FOLD);
    }
}
