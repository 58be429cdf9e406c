package io.pagurus.session.tasks;

import static io.pagurus.session.fold.Entries.T0;
import static io.pagurus.session.fold.Entries.enqueue;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.fold.Entries.lease;
import static io.pagurus.session.fold.Entries.settle;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.FencedRules;
import io.pagurus.session.fold.FoldLimits;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.QueuedTask;
import io.pagurus.session.fold.Replay;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DueTasksTest {

    private static final Duration TTL = Duration.ofHours(1);

    @Test
    void aTaskIsDueFromItsTimeOn() {
        // Given
        SessionHeader header = session(enqueue(1, "hk-1", "a", true));
        // When
        DueTasks before = at(header, T0.minusSeconds(1));
        DueTasks then = at(header, T0);
        // Then
        assertThat(before.due()).isEmpty();
        assertThat(before.next()).isEqualTo(T0);
        assertThat(then.due()).extracting(QueuedTask::taskId).containsExactly("a");
        assertThat(then.next()).isNull();
    }

    @Test
    void aLeasedTaskIsLeftAloneUntilItsLeaseIsOver() {
        // Given
        SessionHeader header = session(enqueue(1, "hk-1", "a", true), lease(1, "hk-1", "a", 1));
        // When
        DueTasks during = at(header, T0.plusSeconds(29));
        DueTasks after = at(header, T0.plusSeconds(30));
        // Then
        assertThat(during.due()).isEmpty();
        assertThat(during.next()).isEqualTo(T0.plusSeconds(30));
        assertThat(after.due()).hasSize(1);
    }

    @Test
    void aNewOwnerNeedNotWaitForTheLeaseOfTheOneBefore() {
        // Given
        SessionHeader header =
                session(
                        enqueue(1, "hk-1", "a", true),
                        enqueue(1, "hk-1", "b", false),
                        lease(1, "hk-1", "a", 1),
                        lease(1, "hk-1", "b", 1),
                        grant(2, "jp-1"));
        // When
        DueTasks tasks = at(header, T0.plusSeconds(1));
        // Then
        assertThat(tasks.due()).extracting(QueuedTask::taskId).containsExactly("a");
        assertThat(tasks.uncertain()).extracting(QueuedTask::taskId).containsExactly("b");
    }

    @Test
    void whatMustNotBeRepeatedIsUncertainHoweverOldItIs() {
        // Given
        SessionHeader header = session(enqueue(1, "hk-1", "a", false), lease(1, "hk-1", "a", 1));
        // When
        DueTasks tasks = at(header, T0.plus(TTL).plus(TTL));
        // Then
        assertThat(tasks.uncertain()).hasSize(1);
        assertThat(tasks.over()).isEmpty();
    }

    @Test
    void whatWasDueForTooLongIsOver() {
        // Given
        SessionHeader header =
                session(
                        enqueue(1, "hk-1", "a", true),
                        enqueue(1, "hk-1", "b", false),
                        lease(1, "hk-1", "a", 1));
        // When
        Instant late = T0.plus(TTL).plusSeconds(10);
        // Then
        assertThat(at(header, late).over())
                .extracting(over -> over.task().taskId() + " " + over.reason())
                .containsExactly("b expired");
        assertThat(at(header, late.plusSeconds(30)).over()).hasSize(2);
        assertThat(DueTasks.expired(header, late, TTL)).hasSize(1);
    }

    @Test
    void theLastAttemptsSilenceEndsTheTask() {
        // Given
        SessionHeader header = session(enqueue(1, "hk-1", "a", true, 1), lease(1, "hk-1", "a", 1));
        // When
        DueTasks tasks = at(header, T0.plusSeconds(31));
        // Then
        assertThat(tasks.over())
                .extracting(DueTasks.Over::reason)
                .containsExactly(DueTasks.EXHAUSTED);
        assertThat(DueTasks.expired(header, T0.plusSeconds(31), TTL)).isEmpty();
    }

    @Test
    void theLongestDueComesFirst() {
        // Given
        SessionHeader header =
                session(
                        enqueue(1, "hk-1", "a", true),
                        enqueue(1, "hk-1", "b", true),
                        lease(1, "hk-1", "a", 1),
                        settle(1, "hk-1", "a", 1, JournalRecord.TaskSettled.FAILED));
        // When
        DueTasks tasks = at(header, T0.plusSeconds(60));
        // Then
        assertThat(tasks.due()).extracting(QueuedTask::taskId).containsExactly("b", "a");
    }

    private static DueTasks at(SessionHeader header, Instant now) {
        return DueTasks.of(header, now, TTL);
    }

    private static SessionHeader session(JournalRecord... records) {
        Replay replay = new Replay(new SessionFold(new FencedRules(FoldLimits.DEFAULT)));
        long offset = 0;
        replay.apply(new JournalEntry.Written(grant(1, "hk-1")), new Position(0, offset++));
        for (JournalRecord record : records) {
            replay.apply(new JournalEntry.Written(record), new Position(0, offset++));
        }
        return Objects.requireNonNull(replay.header());
    }
}
