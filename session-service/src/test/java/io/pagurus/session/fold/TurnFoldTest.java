package io.pagurus.session.fold;

import static io.pagurus.session.fold.Entries.T0;
import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.fail;
import static io.pagurus.session.fold.Entries.finish;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.fold.Entries.intend;
import static io.pagurus.session.fold.Entries.setState;
import static io.pagurus.session.fold.Entries.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pagurus.events.JournalRecord;
import org.junit.jupiter.api.Test;

class TurnFoldTest {

    private static final Verdict ACCEPTED = new Verdict.Accepted();

    @Test
    void aCommitIsAcceptedOnlyAsTheNextTurn() {
        // Given
        FoldedSession session = FoldedSession.opened();
        // When
        Verdict gap = session.on(commit(1, "hk-1", 2, "t2"));
        Verdict next = session.on(commit(1, "hk-1", 1, "t1"));
        Verdict taken = session.on(commit(1, "hk-1", 1, "t2"));
        // Then
        assertThat(gap).isEqualTo(refused(Reason.SEQ_GAP));
        assertThat(next).isEqualTo(ACCEPTED);
        assertThat(taken).isEqualTo(refused(Reason.SEQ_GAP));
        assertThat(session.header().seq()).isEqualTo(1);
        assertThat(session.replay().turns()).extracting(Turn::turnId).containsExactly("t1");
    }

    @Test
    void theSameCommitAgainIsADuplicateWithItsNumber() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(commit(1, "hk-1", 1, "t1"));
        session.on(commit(1, "hk-1", 2, "t2"));
        // When
        Verdict again = session.on(commit(1, "hk-1", 2, "t2"));
        // Then
        assertThat(again).isEqualTo(new Verdict.Duplicate(2));
        assertThat(session.replay().turns()).hasSize(2);
    }

    @Test
    void aSecondAnswerToACommittedTurnIsNoDuplicate() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(commit(1, "hk-1", 1, "t1"));
        // When
        Verdict other = session.on(commit("s1", 1, "hk-1", 1, "t1", "another answer"));
        // Then
        assertThat(other).isEqualTo(refused(Reason.ANSWER_DIFFERS));
    }

    @Test
    void aTurnIdWithAnotherRequestIsRefused() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(start(1, "hk-1", "t1"));
        // When
        Verdict running = session.on(start(1, "hk-1", "t1", "other", T0));
        Verdict commitOfOther = session.on(withDigest(commit(1, "hk-1", 1, "t1"), "other"));
        session.on(commit(1, "hk-1", 1, "t1"));
        Verdict committed = session.on(start(1, "hk-1", "t1", "other", T0));
        Verdict commitAgain = session.on(withDigest(commit(1, "hk-1", 1, "t1"), "other"));
        // Then
        assertThat(running).isEqualTo(refused(Reason.DIGEST_MISMATCH));
        assertThat(commitOfOther).isEqualTo(refused(Reason.DIGEST_MISMATCH));
        assertThat(committed).isEqualTo(refused(Reason.DIGEST_MISMATCH));
        assertThat(commitAgain).isEqualTo(refused(Reason.DIGEST_MISMATCH));
    }

    @Test
    void startOfACommittedTurnIsADuplicate() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(start(1, "hk-1", "t1"));
        session.on(commit(1, "hk-1", 1, "t1"));
        session.on(grant(2, "jp-1"));
        // When
        Verdict verdict = session.on(start(2, "jp-1", "t1"));
        // Then
        assertThat(verdict).isEqualTo(new Verdict.Duplicate(1));
        assertThat(session.header().running()).isNull();
    }

    @Test
    void aRestartAfterATakeoverKeepsTheFirstStartAndTheSteps() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(start(1, "hk-1", "t1"));
        session.on(intend(1, "hk-1", "t1", "step-1", true));
        session.on(finish(1, "hk-1", "t1", "step-1"));
        session.on(intend(1, "hk-1", "t1", "step-2", true));
        session.on(grant(2, "jp-1"));
        // When
        Verdict verdict =
                session.on(start(2, "jp-1", "t1", Entries.digest("t1"), T0.plusSeconds(9)));
        // Then
        assertThat(verdict).isEqualTo(ACCEPTED);
        RunningTurn running = session.running();
        assertThat(running.startedAt()).isEqualTo(T0);
        assertThat(running.startOffset()).isEqualTo(101);
        assertThat(running.steps())
                .extracting(TaskStep::taskId, TaskStep::finished)
                .containsExactly(tuple("step-1", true), tuple("step-2", false));
        assertThat(session.replay().results()).containsOnlyKeys("step-1");
        assertThat(session.header().regionLastSeen()).isEqualTo("jp");
    }

    @Test
    void anotherTurnTakesTheInterruptedOnesPlace() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(start(1, "hk-1", "t1"));
        session.on(intend(1, "hk-1", "t1", "step-1", true));
        session.on(finish(1, "hk-1", "t1", "step-1"));
        session.on(grant(2, "jp-1"));
        // When
        session.on(start(2, "jp-1", "t2"));
        // Then
        assertThat(session.running().turnId()).isEqualTo("t2");
        assertThat(session.running().steps()).isEmpty();
        assertThat(session.replay().results()).isEmpty();
    }

    @Test
    void aCommitEndsItsTurnAndNoOther() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(start(1, "hk-1", "t1"));
        session.on(start(1, "hk-1", "t2"));
        // When
        session.on(commit(1, "hk-1", 1, "t1"));
        // Then
        assertThat(session.running().turnId()).isEqualTo("t2");
        session.on(commit(1, "hk-1", 2, "t2"));
        assertThat(session.header().running()).isNull();
    }

    @Test
    void aFailedTurnAddsNothingAndMayBeStartedAgain() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(start(1, "hk-1", "t1"));
        // When
        Verdict failed = session.on(fail(1, "hk-1", "t1"));
        Verdict again = session.on(fail(1, "hk-1", "t1"));
        Verdict started = session.on(start(1, "hk-1", "t1"));
        // Then
        assertThat(failed).isEqualTo(ACCEPTED);
        assertThat(again).isEqualTo(new Verdict.Duplicate(0));
        assertThat(started).isEqualTo(ACCEPTED);
        assertThat(session.header().seq()).isZero();
    }

    @Test
    void onlyTheRunningTurnFails() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(start(1, "hk-1", "t1"));
        session.on(commit(1, "hk-1", 1, "t1"));
        // When
        Verdict committed = session.on(fail(1, "hk-1", "t1"));
        session.on(start(1, "hk-1", "t2"));
        Verdict other = session.on(fail(1, "hk-1", "t3"));
        // Then
        assertThat(committed).isEqualTo(refused(Reason.NO_RUNNING_TURN));
        assertThat(other).isEqualTo(refused(Reason.NO_RUNNING_TURN));
    }

    @Test
    void aTurnBelowTheWindowIsRefusedAsTooOld() {
        // Given
        FoldedSession session = new FoldedSession(new FoldLimits(2, 8));
        session.on(grant(1, "hk-1"));
        for (int seq = 1; seq <= 4; seq++) {
            session.on(commit(1, "hk-1", seq, "t" + seq));
        }
        // When
        Verdict forgotten = session.on(commit(1, "hk-1", 1, "t1"));
        Verdict remembered = session.on(commit(1, "hk-1", 3, "t3"));
        // Then
        assertThat(session.header().window().size()).isEqualTo(2);
        assertThat(forgotten).isEqualTo(refused(Reason.TURN_ID_TOO_OLD));
        assertThat(remembered).isEqualTo(refused(Reason.ANSWER_DIFFERS));
    }

    @Test
    void anAgentsStateStaysUntilItSaysAnother() {
        // Given
        FoldedSession session = FoldedSession.opened();
        JournalRecord.TurnCommitted first = commit(1, "hk-1", 1, "t1");
        // When
        session.on(
                new JournalRecord.TurnCommitted(
                        "s1",
                        1,
                        "hk-1",
                        1,
                        "t1",
                        first.requestDigest(),
                        T0,
                        first.messages(),
                        Entries.message("state", "x"),
                        null));
        session.on(commit(1, "hk-1", 2, "t2"));
        // Then
        assertThat(session.replay().agentState()).isEqualTo(Entries.message("state", "x"));
    }

    @Test
    void ofAnOlderTurnThanTheLastNobodyKnowsTheAnswer() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(commit(1, "hk-1", 1, "t1"));
        session.on(commit(1, "hk-1", 2, "t2"));
        // When
        Verdict repeated = session.on(commit(1, "hk-1", 1, "t1"));
        Verdict asked = session.on(start(1, "hk-1", "t1"));
        // Then
        assertThat(repeated).isEqualTo(refused(Reason.ANSWER_DIFFERS));
        assertThat(asked).isEqualTo(new Verdict.Duplicate(1));
    }

    @Test
    void theLastTurnsAnswerIsNoAnswerToAnotherTurn() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(commit("s1", 1, "hk-1", 1, "t1", "one"));
        session.on(commit("s1", 1, "hk-1", 2, "t2", "two"));
        // When
        Verdict verdict = session.on(commit("s1", 1, "hk-1", 1, "t1", "two"));
        // Then
        assertThat(verdict).isEqualTo(refused(Reason.ANSWER_DIFFERS));
    }

    @Test
    void theAnswersDigestStandsForTheMessages() {
        // Given
        FoldedSession session = FoldedSession.opened();
        JournalRecord.TurnCommitted plain = commit(1, "hk-1", 1, "t1");
        session.on(withAnswer(plain, Digest.hex(Digest.ofMessages(plain.messages()))));
        // When
        Verdict withoutDigest = session.on(plain);
        Verdict withAnother = session.on(withAnswer(plain, "0123456789abcdef"));
        // Then
        assertThat(withoutDigest).isEqualTo(new Verdict.Duplicate(1));
        assertThat(withAnother).isEqualTo(refused(Reason.ANSWER_DIFFERS));
    }

    @Test
    void theHeaderSaysWhereTheLastTurnStands() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(commit(1, "hk-1", 1, "t1"));
        session.on(start(1, "hk-1", "t2"));
        // When
        KnownTurn known = session.header().turn("t1");
        // Then
        assertThat(known)
                .isNotNull()
                .extracting(KnownTurn::seq, KnownTurn::last)
                .containsExactly(1L, true);
        assertThat(session.header().window().lastOffset()).isEqualTo(101);
    }

    @Test
    void theAgentsStateIsComparedAndSet() {
        // Given
        FoldedSession session = FoldedSession.opened();
        // When
        Verdict first = session.on(setState(1, "hk-1", 0, "x"));
        Verdict again = session.on(setState(1, "hk-1", 0, "x"));
        Verdict late = session.on(setState(1, "hk-1", 0, "y"));
        Verdict early = session.on(setState(1, "hk-1", 2, "y"));
        Verdict second = session.on(setState(1, "hk-1", 1, "y"));
        // Then
        assertThat(first).isEqualTo(ACCEPTED);
        assertThat(again).isEqualTo(new Verdict.Duplicate(0));
        assertThat(late).isEqualTo(refused(Reason.VERSION_CONFLICT));
        assertThat(early).isEqualTo(refused(Reason.VERSION_CONFLICT));
        assertThat(second).isEqualTo(ACCEPTED);
        assertThat(session.header().agentStateVersion()).isEqualTo(2);
        assertThat(session.replay().agentState()).isEqualTo(Entries.message("state", "y"));
    }

    @Test
    void aCommitWithAStateIsAVersionToo() {
        // Given
        FoldedSession session = FoldedSession.opened();
        JournalRecord.TurnCommitted first = commit(1, "hk-1", 1, "t1");
        // When
        session.on(
                new JournalRecord.TurnCommitted(
                        "s1",
                        1,
                        "hk-1",
                        1,
                        "t1",
                        first.requestDigest(),
                        T0,
                        first.messages(),
                        Entries.message("state", "x"),
                        null));
        session.on(commit(1, "hk-1", 2, "t2"));
        // Then
        assertThat(session.header().agentStateVersion()).isEqualTo(1);
        assertThat(session.on(setState(1, "hk-1", 0, "y")))
                .isEqualTo(refused(Reason.VERSION_CONFLICT));
        assertThat(session.on(setState(1, "hk-1", 0, "x"))).isEqualTo(new Verdict.Duplicate(2));
    }

    private static JournalRecord.TurnCommitted withAnswer(
            JournalRecord.TurnCommitted c, String answerDigest) {
        return new JournalRecord.TurnCommitted(
                c.sessionId(),
                c.epoch(),
                c.node(),
                c.seq(),
                c.turnId(),
                c.requestDigest(),
                c.startedAt(),
                c.messages(),
                c.agentState(),
                answerDigest);
    }

    private static JournalRecord.TurnCommitted withDigest(
            JournalRecord.TurnCommitted c, String digest) {
        return new JournalRecord.TurnCommitted(
                c.sessionId(),
                c.epoch(),
                c.node(),
                c.seq(),
                c.turnId(),
                digest,
                c.startedAt(),
                c.messages(),
                c.agentState(),
                c.answerDigest());
    }

    private static Verdict refused(Reason reason) {
        return new Verdict.Refused(reason);
    }

    @Test
    void aStateThatIsSealedAnewIsTheSameByTheDigestThatItSaysOfItself() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(sealedState("one", "00000000000000aa"));
        // When
        Verdict same = session.on(sealedState("two", "00000000000000aa"));
        Verdict other = session.on(sealedState("two", "00000000000000bb"));
        // Then
        assertThat(same).isEqualTo(new Verdict.Duplicate(0));
        assertThat(other).isEqualTo(refused(Reason.VERSION_CONFLICT));
    }

    private static JournalRecord sealedState(String text, String digest) {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        state.putObject("sealed").put("v", 1).put("text", text).put("digest", digest);
        return new JournalRecord.AgentStateSet("s1", 1, "hk-1", 0, state);
    }
}
