package io.pagurus.session.fold;

import static io.pagurus.session.fold.Entries.T0;
import static io.pagurus.session.fold.Entries.enqueue;
import static io.pagurus.session.fold.Entries.freeze;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.fold.Entries.lease;
import static io.pagurus.session.fold.Entries.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pagurus.events.JournalRecord.TaskEnqueued;
import io.pagurus.events.JournalRecord.TaskSettled;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueFoldTest {

    private static final Verdict ACCEPTED = new Verdict.Accepted();
    private static final Verdict DUPLICATE = new Verdict.Duplicate(0);
    private static final String DONE = TaskSettled.DONE;
    private static final String FAILED = TaskSettled.FAILED;

    @Test
    void anEnqueuedTaskWaits() {
        // Given
        FoldedSession session = FoldedSession.opened();
        // When
        Verdict verdict = session.on(enqueue(1, "hk-1", "q", false));
        // Then
        assertThat(verdict).isEqualTo(ACCEPTED);
        QueuedTask task = session.task("q");
        assertThat(task.attempts()).isZero();
        assertThat(task.lease()).isNull();
        assertThat(task.notBefore()).isEqualTo(T0);
        assertThat(task.offset()).isEqualTo(session.header().lastOffset());
        assertThat(session.header().needsAttention()).isTrue();
    }

    @Test
    void aTaskIsEnqueuedOnceAndIsOneTask() {
        // Given
        FoldedSession session = queued(false);
        TaskEnqueued first = enqueue(1, "hk-1", "q", false);
        TaskEnqueued otherInput =
                new TaskEnqueued(
                        "s1",
                        1,
                        "hk-1",
                        "q",
                        first.tool(),
                        false,
                        Entries.message("input", "another"),
                        T0,
                        3);
        // When
        Verdict again = session.on(first);
        Verdict another = session.on(otherInput);
        Verdict ofOtherTool = session.on(enqueue(1, "hk-1", "q", true));
        Verdict ofMoreAttempts = session.on(enqueue(1, "hk-1", "q", false, 4));
        // Then
        assertThat(again).isEqualTo(DUPLICATE);
        assertThat(List.of(another, ofOtherTool, ofMoreAttempts))
                .containsOnly(refused(Reason.TASK_CONFLICT));
    }

    @Test
    void theNextAttemptIsLeasedAndNoOther() {
        // Given
        FoldedSession session = queued(false);
        // When
        Verdict zeroth = session.on(lease(1, "hk-1", "q", 0));
        Verdict second = session.on(lease(1, "hk-1", "q", 2));
        Verdict first = session.on(lease(1, "hk-1", "q", 1));
        // Then
        assertThat(List.of(zeroth, second)).containsOnly(refused(Reason.ATTEMPT_CONFLICT));
        assertThat(first).isEqualTo(ACCEPTED);
        assertThat(session.task("q").lease())
                .isEqualTo(new QueuedTask.Lease("hk-1", 1, T0.plusSeconds(30)));
        assertThat(session.on(lease(1, "hk-1", "unknown", 1)))
                .isEqualTo(refused(Reason.UNKNOWN_TASK));
    }

    @Test
    void whoeverIsAtATaskMayStayAtIt() {
        // Given
        FoldedSession session = leased(false);
        // When
        Verdict same = session.on(lease(1, "hk-1", "q", 1));
        Verdict longer = session.on(lease(1, "hk-1", "q", 1, T0.plusSeconds(60)));
        session.on(grant(2, "jp-1"));
        Verdict ofAnother = session.on(lease(2, "jp-1", "q", 1, T0.plusSeconds(90)));
        // Then
        assertThat(same).isEqualTo(DUPLICATE);
        assertThat(longer).isEqualTo(ACCEPTED);
        assertThat(ofAnother).isEqualTo(refused(Reason.ATTEMPT_CONFLICT));
        assertThat(session.task("q").lease())
                .isEqualTo(new QueuedTask.Lease("hk-1", 1, T0.plusSeconds(60)));
    }

    @Test
    void onlyAToolThatMayBeRepeatedIsBegunASecondTime() {
        // Given
        FoldedSession clock = leased(true);
        FoldedSession mail = leased(false);
        // When
        Verdict declaredOver = clock.on(lease(1, "hk-1", "q", 2));
        clock.on(grant(2, "jp-1"));
        Verdict afterATakeover = clock.on(lease(2, "jp-1", "q", 3));
        Verdict mailDeclaredOver = mail.on(lease(1, "hk-1", "q", 2));
        mail.on(grant(2, "jp-1"));
        Verdict mailAfterATakeover = mail.on(lease(2, "jp-1", "q", 2));
        // Then
        assertThat(List.of(declaredOver, afterATakeover)).containsOnly(ACCEPTED);
        assertThat(List.of(mailDeclaredOver, mailAfterATakeover))
                .containsOnly(refused(Reason.UNCERTAIN_TASK));
        assertThat(mail.task("q").uncertain(2)).isTrue();
        assertThat(mail.task("q").uncertain(1)).isFalse();
    }

    @Test
    void anUncertainTaskIsResolvedByItsPresentOwner() {
        for (String outcome : List.of(DONE, TaskSettled.DEAD, TaskSettled.CANCELLED)) {
            // Given
            FoldedSession session = leased(false);
            session.on(grant(2, "jp-1"));
            // When
            Verdict zombie = session.on(settle(1, "hk-1", "q", 1, DONE));
            Verdict tryAgain = session.on(settle(2, "jp-1", "q", 1, FAILED));
            Verdict resolved = session.on(settle(2, "jp-1", "q", 1, outcome));
            // Then
            assertThat(zombie).isEqualTo(refused(Reason.STALE_EPOCH));
            assertThat(tryAgain).isEqualTo(refused(Reason.UNCERTAIN_TASK));
            assertThat(resolved).isEqualTo(ACCEPTED);
            assertThat(session.header().tasks().open()).isEmpty();
        }
    }

    @Test
    void aTaskHasOneEnd() {
        // Given
        FoldedSession session = leased(true);
        session.on(settle(1, "hk-1", "q", 1, DONE));
        SessionHeader before = session.header();
        // When
        Verdict again = session.on(settle(1, "hk-1", "q", 1, DONE));
        Verdict another = session.on(settle(1, "hk-1", "q", 1, TaskSettled.DEAD));
        Verdict leased = session.on(lease(1, "hk-1", "q", 2));
        Verdict enqueued = session.on(enqueue(1, "hk-1", "q", true));
        // Then
        assertThat(List.of(again, enqueued)).containsOnly(DUPLICATE);
        assertThat(List.of(another, leased)).containsOnly(refused(Reason.TASK_SETTLED));
        assertThat(session.header()).isSameAs(before);
        assertThat(session.on(settle(1, "hk-1", "other", 1, DONE)))
                .isEqualTo(refused(Reason.UNKNOWN_TASK));
    }

    @Test
    void onlyTheLastAttemptSettlesATask() {
        // Given
        FoldedSession session = queued(true);
        Verdict notBegun = session.on(settle(1, "hk-1", "q", 0, FAILED));
        session.on(lease(1, "hk-1", "q", 1));
        session.on(lease(1, "hk-1", "q", 2));
        // When
        Verdict late = session.on(settle(1, "hk-1", "q", 1, DONE));
        Verdict early = session.on(settle(1, "hk-1", "q", 3, DONE));
        // Then
        assertThat(notBegun).isEqualTo(refused(Reason.NOT_LEASED));
        assertThat(List.of(late, early)).containsOnly(refused(Reason.ATTEMPT_CONFLICT));
        assertThat(session.on(settle(1, "hk-1", "q", 2, DONE))).isEqualTo(ACCEPTED);
    }

    @Test
    void aTaskThatFailsWaitsForItsNextAttemptUntilItIsDead() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(enqueue(1, "hk-1", "q", false, 2));
        session.on(lease(1, "hk-1", "q", 1));
        // When
        Verdict failed = session.on(settle(1, "hk-1", "q", 1, FAILED));
        Verdict again = session.on(settle(1, "hk-1", "q", 1, FAILED));
        Verdict doneAfterAll = session.on(settle(1, "hk-1", "q", 1, DONE));
        QueuedTask waiting = session.task("q");
        session.on(lease(1, "hk-1", "q", 2));
        Verdict dead = session.on(settle(1, "hk-1", "q", 2, FAILED));
        Verdict deadAgain = session.on(settle(1, "hk-1", "q", 2, FAILED));
        // Then
        assertThat(List.of(failed, dead)).containsOnly(ACCEPTED);
        assertThat(List.of(again, deadAgain)).containsOnly(DUPLICATE);
        assertThat(doneAfterAll).isEqualTo(refused(Reason.NOT_LEASED));
        assertThat(waiting.lease()).isNull();
        assertThat(waiting.notBefore()).isEqualTo(T0.plusSeconds(60));
        assertThat(session.header().tasks().open()).isEmpty();
        assertThat(session.header().tasks().isSettled("q")).isTrue();
    }

    @Test
    void aTaskIsNotBegunMoreOftenThanItMayBe() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(enqueue(1, "hk-1", "q", true, 1));
        session.on(lease(1, "hk-1", "q", 1));
        // When
        Verdict second = session.on(lease(1, "hk-1", "q", 2));
        // Then
        assertThat(second).isEqualTo(refused(Reason.ATTEMPTS_EXHAUSTED));
        assertThat(session.on(settle(1, "hk-1", "q", 1, FAILED))).isEqualTo(ACCEPTED);
        assertThat(session.header().tasks().open()).isEmpty();
    }

    @Test
    void aFrozenSessionBeginsNoTaskAndEndsWhatIsBegun() {
        // Given
        FoldedSession session = leased(true);
        session.on(enqueue(1, "hk-1", "later", true));
        session.on(freeze(1, "m1"));
        // When
        Verdict begun = session.on(lease(1, "hk-1", "later", 1));
        Verdict begunAgain = session.on(lease(1, "hk-1", "q", 2));
        Verdict longer = session.on(lease(1, "hk-1", "q", 1, T0.plusSeconds(60)));
        Verdict done = session.on(settle(1, "hk-1", "q", 1, DONE));
        // Then
        assertThat(List.of(begun, begunAgain)).containsOnly(refused(Reason.FROZEN));
        assertThat(List.of(longer, done)).containsOnly(ACCEPTED);
    }

    @Test
    void theOpenTasksOfASessionAreBoundedAndSoAreTheRememberedOnes() {
        // Given
        FoldedSession session = new FoldedSession(new FoldLimits(4, 8, 2, 2, 2, 1));
        session.on(grant(1, "hk-1"));
        session.on(enqueue(1, "hk-1", "a", true));
        session.on(enqueue(1, "hk-1", "b", true));
        // When
        Verdict third = session.on(enqueue(1, "hk-1", "c", true));
        session.on(lease(1, "hk-1", "a", 1));
        session.on(settle(1, "hk-1", "a", 1, DONE));
        session.on(lease(1, "hk-1", "b", 1));
        session.on(settle(1, "hk-1", "b", 1, DONE));
        // Then
        assertThat(third).isEqualTo(refused(Reason.TOO_MANY_TASKS));
        assertThat(session.on(settle(1, "hk-1", "b", 1, DONE))).isEqualTo(DUPLICATE);
        assertThat(session.on(settle(1, "hk-1", "a", 1, DONE)))
                .isEqualTo(refused(Reason.UNKNOWN_TASK));
        assertThat(session.on(enqueue(1, "hk-1", "c", true))).isEqualTo(ACCEPTED);
    }

    @Test
    void tasksMoveWithTheirSession() {
        // Given
        FoldedSession session = leased(true);
        session.on(enqueue(1, "hk-1", "later", false));
        // When
        session.on(grant(2, "jp-1"));
        // Then
        assertThat(session.header().tasks().open())
                .extracting(QueuedTask::taskId, QueuedTask::attempts)
                .containsExactly(tuple("q", 1), tuple("later", 0));
        assertThat(session.on(lease(2, "jp-1", "later", 1))).isEqualTo(ACCEPTED);
    }

    private static FoldedSession queued(boolean idempotent) {
        FoldedSession session = FoldedSession.opened();
        session.on(enqueue(1, "hk-1", "q", idempotent));
        return session;
    }

    private static FoldedSession leased(boolean idempotent) {
        FoldedSession session = queued(idempotent);
        session.on(lease(1, "hk-1", "q", 1));
        return session;
    }

    private static Verdict refused(Reason reason) {
        return new Verdict.Refused(reason);
    }
}
