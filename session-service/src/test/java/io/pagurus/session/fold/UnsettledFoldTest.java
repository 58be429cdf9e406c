package io.pagurus.session.fold;

import static io.pagurus.session.fold.Entries.T0;
import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.fail;
import static io.pagurus.session.fold.Entries.finish;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.fold.Entries.intend;
import static io.pagurus.session.fold.Entries.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

/** What must not be repeated is not forgotten because something else came between. */
class UnsettledFoldTest {

    private static final Verdict ACCEPTED = new Verdict.Accepted();

    @Test
    void aTurnThatAnotherTookThePlaceOfGoesOnAfterItsSteps() {
        // Given
        FoldedSession session = FoldedSession.opened();
        interrupted(session, "t1");
        session.on(grant(2, "jp-1"));
        session.on(start(2, "jp-1", "t2"));
        // A step of the same name has a result of its own.
        session.on(intend(2, "jp-1", "t2", "mail", false));
        session.on(finish(2, "jp-1", "t2", "mail"));
        session.on(commit(2, "jp-1", 1, "t2"));
        // When
        Verdict again = session.on(start(2, "jp-1", "t1", Entries.digest("t1"), T0.plusSeconds(9)));
        // Then
        assertThat(again).isEqualTo(ACCEPTED);
        assertThat(session.running().startedAt()).isEqualTo(T0);
        assertThat(session.running().steps())
                .extracting(TaskStep::taskId, TaskStep::finished)
                .containsExactly(tuple("mail", true), tuple("pay", false));
        assertThat(session.replay().results()).containsOnlyKeys("mail");
        assertThat(session.header().unsettled()).isEqualTo(Unsettled.NONE);
        assertThat(session.on(intend(2, "jp-1", "t1", "pay", false)))
                .isEqualTo(refused(Reason.UNCERTAIN_TASK));
    }

    @Test
    void aFailedTurnGoesOnAfterItsStepsThoughOthersFollowed() {
        // Given
        FoldedSession session = FoldedSession.opened();
        interrupted(session, "t1");
        session.on(fail(1, "hk-1", "t1"));
        session.on(start(1, "hk-1", "t2"));
        session.on(commit(1, "hk-1", 1, "t2"));
        session.on(start(1, "hk-1", "t3"));
        session.on(fail(1, "hk-1", "t3"));
        // When
        Verdict again = session.on(start(1, "hk-1", "t1"));
        // Then
        assertThat(again).isEqualTo(ACCEPTED);
        assertThat(session.running().steps()).hasSize(2);
    }

    @Test
    void aFailedTurnDoesNotRunAnyMore() {
        // Given
        FoldedSession session = FoldedSession.opened();
        interrupted(session, "t1");
        // When
        Verdict failed = session.on(fail(1, "hk-1", "t1"));
        Verdict again = session.on(fail(1, "hk-1", "t1"));
        // Then
        assertThat(failed).isEqualTo(ACCEPTED);
        assertThat(again).isEqualTo(new Verdict.Duplicate(0));
        assertThat(session.header().running()).isNull();
        assertThat(session.header().needsAttention()).isFalse();
    }

    @Test
    void twoTurnsTakeTurnsAndLoseNothing() {
        // Given
        FoldedSession session = FoldedSession.opened();
        interrupted(session, "t1");
        interrupted(session, "t2");
        // When
        session.on(start(1, "hk-1", "t1"));
        session.on(start(1, "hk-1", "t2"));
        // Then
        assertThat(session.running().turnId()).isEqualTo("t2");
        assertThat(session.running().steps()).hasSize(2);
        assertThat(session.header().unsettled().turns())
                .extracting(RunningTurn::turnId)
                .containsExactly("t1");
        session.on(start(1, "hk-1", "t1"));
        assertThat(session.replay().results()).containsOnlyKeys("mail");
    }

    @Test
    void aTurnWhoseStepsMayBeRepeatedIsForgotten() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(start(1, "hk-1", "t1"));
        session.on(intend(1, "hk-1", "t1", "clock", true));
        // When
        session.on(start(1, "hk-1", "t2"));
        // Then
        assertThat(session.header().unsettled()).isEqualTo(Unsettled.NONE);
    }

    @Test
    void aTurnThatIsSetAsideIsOfOneRequest() {
        // Given
        FoldedSession session = FoldedSession.opened();
        interrupted(session, "t1");
        session.on(start(1, "hk-1", "t2"));
        // When
        Verdict other = session.on(start(1, "hk-1", "t1", "other", T0));
        // Then
        assertThat(other).isEqualTo(refused(Reason.DIGEST_MISMATCH));
        assertThat(session.running().turnId()).isEqualTo("t2");
    }

    @Test
    void itsCommitSettlesATurnThatWasSetAside() {
        // Given
        FoldedSession session = FoldedSession.opened();
        interrupted(session, "t1");
        session.on(start(1, "hk-1", "t2"));
        // When
        Verdict committed = session.on(commit(1, "hk-1", 1, "t1"));
        // Then
        assertThat(committed).isEqualTo(ACCEPTED);
        assertThat(session.header().unsettled()).isEqualTo(Unsettled.NONE);
        assertThat(session.running().turnId()).isEqualTo("t2");
    }

    @Test
    void aTurnThatFellOutIsNeverBegunFromItsFirstStep() {
        // Given
        FoldedSession session = new FoldedSession(new FoldLimits(4, 8, 2, 1, 4, 4));
        session.on(grant(1, "hk-1"));
        interrupted(session, "t1");
        interrupted(session, "t2");
        interrupted(session, "t3");
        SessionHeader kept = session.header();
        // When
        session.on(start(1, "hk-1", "t4"));
        // Then
        assertThat(kept.unsettled().abandoned()).isEmpty();
        assertThat(session.header().unsettled().turns())
                .extracting(RunningTurn::turnId)
                .containsExactly("t2", "t3");
        assertThat(session.header().unsettled().isAbandoned("t1")).isTrue();
        assertThat(session.on(start(1, "hk-1", "t1"))).isEqualTo(refused(Reason.UNCERTAIN_TURN));
        assertThat(session.on(commit(1, "hk-1", 1, "t1")))
                .isEqualTo(refused(Reason.UNCERTAIN_TURN));
        interrupted(session, "t4");
        session.on(start(1, "hk-1", "t5"));
        assertThat(session.header().unsettled().abandoned()).hasSize(1);
        assertThat(session.header().unsettled().isAbandoned("t2")).isTrue();
    }

    @Test
    void aStepOfAnEarlierAttemptIsUncertainForItsOwnOwnerToo() {
        // Given
        FoldedSession restarted = FoldedSession.opened();
        interrupted(restarted, "t1");
        Verdict repeated = restarted.on(intend(1, "hk-1", "t1", "pay", false));
        restarted.on(start(1, "hk-1", "t1"));
        FoldedSession setAside = FoldedSession.opened();
        interrupted(setAside, "t1");
        setAside.on(fail(1, "hk-1", "t1"));
        setAside.on(start(1, "hk-1", "t1"));
        // When
        Verdict afterRestart = restarted.on(intend(1, "hk-1", "t1", "pay", false));
        Verdict afterFailure = setAside.on(intend(1, "hk-1", "t1", "pay", false));
        // Then
        assertThat(repeated).isEqualTo(new Verdict.Duplicate(0));
        assertThat(afterRestart).isEqualTo(refused(Reason.UNCERTAIN_TASK));
        assertThat(afterFailure).isEqualTo(refused(Reason.UNCERTAIN_TASK));
        // Its result may still come, late, from the first attempt.
        assertThat(restarted.on(finish(1, "hk-1", "t1", "pay"))).isEqualTo(ACCEPTED);
    }

    @Test
    void aStepThatMayBeRepeatedIsIntendedAgainByTheNextAttempt() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(start(1, "hk-1", "t1"));
        session.on(intend(1, "hk-1", "t1", "clock", true));
        session.on(start(1, "hk-1", "t1"));
        // When
        Verdict again = session.on(intend(1, "hk-1", "t1", "clock", true));
        Verdict repeated = session.on(intend(1, "hk-1", "t1", "clock", true));
        // Then
        assertThat(again).isEqualTo(ACCEPTED);
        assertThat(repeated).isEqualTo(new Verdict.Duplicate(0));
    }

    /** One step with a result and one without, neither to be repeated. */
    private static void interrupted(FoldedSession session, String turn) {
        session.on(start(1, "hk-1", turn));
        session.on(intend(1, "hk-1", turn, "mail", false));
        session.on(finish(1, "hk-1", turn, "mail"));
        session.on(intend(1, "hk-1", turn, "pay", false));
    }

    private static Verdict refused(Reason reason) {
        return new Verdict.Refused(reason);
    }
}
