package io.pagurus.session.fold;

import static io.pagurus.session.fold.Entries.fail;
import static io.pagurus.session.fold.Entries.finish;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.fold.Entries.intend;
import static io.pagurus.session.fold.Entries.start;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pagurus.events.JournalRecord;
import org.junit.jupiter.api.Test;

class TaskFoldTest {

    private static final Verdict ACCEPTED = new Verdict.Accepted();

    @Test
    void stepsBelongToTheRunningTurn() {
        // Given
        FoldedSession session = running();
        // When
        Verdict intent = session.on(intend(1, "hk-1", "t2", "a", true));
        Verdict result = session.on(finish(1, "hk-1", "t2", "a"));
        // Then
        assertThat(intent).isEqualTo(refused(Reason.NO_RUNNING_TURN));
        assertThat(result).isEqualTo(refused(Reason.NO_RUNNING_TURN));
    }

    @Test
    void aTaskHasOneResult() {
        // Given
        FoldedSession session = running();
        Verdict unknown = session.on(finish(1, "hk-1", "t1", "a"));
        session.on(intend(1, "hk-1", "t1", "a", true));
        // When
        Verdict first = session.on(finish(1, "hk-1", "t1", "a"));
        Verdict second =
                session.on(
                        new JournalRecord.TaskFinished(
                                "s1", 1, "hk-1", "t1", "a", Entries.message("tool", "other")));
        // Then
        assertThat(unknown).isEqualTo(refused(Reason.UNKNOWN_TASK));
        assertThat(first).isEqualTo(ACCEPTED);
        assertThat(second).isInstanceOf(Verdict.Duplicate.class);
        assertThat(session.replay().results().get("a"))
                .isEqualTo(Entries.message("tool", "result of a"));
    }

    @Test
    void aFailedTurnKeepsTheStepsThatMustNotBeRepeated() {
        // Given
        FoldedSession session = running();
        session.on(intend(1, "hk-1", "t1", "a", false));
        session.on(finish(1, "hk-1", "t1", "a"));
        // When
        Verdict failed = session.on(fail(1, "hk-1", "t1"));
        session.on(start(1, "hk-1", "t1"));
        // Then
        assertThat(failed).isEqualTo(ACCEPTED);
        assertThat(session.running().steps()).singleElement().matches(TaskStep::finished);
        assertThat(session.replay().results()).containsKey("a");
    }

    @Test
    void aFailedTurnForgetsTheStepsThatMayBeRepeated() {
        // Given
        FoldedSession session = running();
        session.on(intend(1, "hk-1", "t1", "a", true));
        // When
        session.on(fail(1, "hk-1", "t1"));
        // Then
        assertThat(session.header().running()).isNull();
    }

    @Test
    void anIntentRepeatedByTheSameOwnerIsADuplicate() {
        // Given
        FoldedSession session = running();
        session.on(intend(1, "hk-1", "t1", "a", false));
        // When
        Verdict again = session.on(intend(1, "hk-1", "t1", "a", false));
        // Then
        assertThat(again).isInstanceOf(Verdict.Duplicate.class);
        assertThat(session.running().steps()).hasSize(1);
    }

    @Test
    void afterATakeoverOnlyAnIdempotentToolIsIntendedAgain() {
        // Given
        FoldedSession session = running();
        session.on(intend(1, "hk-1", "t1", "clock", true));
        session.on(intend(1, "hk-1", "t1", "mail", false));
        session.on(grant(2, "jp-1"));
        session.on(start(2, "jp-1", "t1"));
        // When
        Verdict clock = session.on(intend(2, "jp-1", "t1", "clock", true));
        Verdict mail = session.on(intend(2, "jp-1", "t1", "mail", false));
        // Then
        assertThat(clock).isEqualTo(ACCEPTED);
        assertThat(mail).isEqualTo(refused(Reason.UNCERTAIN_TASK));
        assertThat(session.running().pending())
                .extracting(TaskStep::taskId)
                .containsExactly("clock", "mail");
    }

    @Test
    void aFinishedStepIsNotIntendedAgain() {
        // Given
        FoldedSession session = running();
        session.on(intend(1, "hk-1", "t1", "mail", false));
        session.on(finish(1, "hk-1", "t1", "mail"));
        session.on(grant(2, "jp-1"));
        // When
        Verdict again = session.on(intend(2, "jp-1", "t1", "mail", false));
        // Then
        assertThat(again).isInstanceOf(Verdict.Duplicate.class);
    }

    @Test
    void aTaskIdIsOfOneTool() {
        // Given
        FoldedSession session = running();
        session.on(intend(1, "hk-1", "t1", "a", true));
        // When
        Verdict other =
                session.on(
                        new JournalRecord.TaskIntended(
                                "s1",
                                1,
                                "hk-1",
                                "t1",
                                "a",
                                "shell",
                                true,
                                JsonNodeFactory.instance.objectNode()));
        // Then
        assertThat(other).isEqualTo(refused(Reason.TASK_CONFLICT));
    }

    @Test
    void theStepsOfATurnAreBounded() {
        // Given
        FoldedSession session = new FoldedSession(new FoldLimits(4, 2));
        session.on(grant(1, "hk-1"));
        session.on(start(1, "hk-1", "t1"));
        session.on(intend(1, "hk-1", "t1", "a", true));
        session.on(intend(1, "hk-1", "t1", "b", true));
        // When
        Verdict third = session.on(intend(1, "hk-1", "t1", "c", true));
        // Then
        assertThat(third).isEqualTo(refused(Reason.TOO_MANY_STEPS));
    }

    private static FoldedSession running() {
        FoldedSession session = FoldedSession.opened();
        session.on(start(1, "hk-1", "t1"));
        return session;
    }

    private static Verdict refused(Reason reason) {
        return new Verdict.Refused(reason);
    }
}
