package io.pagurus.session.projection;

import static io.pagurus.session.fold.Entries.T0;
import static io.pagurus.session.fold.Entries.close;
import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.delete;
import static io.pagurus.session.fold.Entries.enqueue;
import static io.pagurus.session.fold.Entries.expire;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.fold.Entries.lease;
import static io.pagurus.session.fold.Entries.settle;
import static io.pagurus.session.fold.Entries.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.TaskSettled;
import io.pagurus.events.Owner;
import io.pagurus.events.SessionEvent;
import io.pagurus.session.fold.FencedRules;
import io.pagurus.session.fold.FoldLimits;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.Replay;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.FoldedEntry;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionEventsTest {

    private final Replay replay = new Replay(new SessionFold(new FencedRules(FoldLimits.DEFAULT)));
    private long offset;

    @Test
    void aMoveNamesTheTurnThatWasInterrupted() {
        // Given
        on(grant(1, "hk-1"));
        on(start(1, "hk-1", "t1"));
        // When
        Optional<SessionEvent> event = on(grant(2, "jp-1"));
        // Then
        assertThat(event)
                .contains(
                        new SessionEvent.SessionMoved(
                                "s1",
                                2,
                                new Owner("hk-1", "hk"),
                                new Owner("jp-1", "jp"),
                                "node-failed",
                                null,
                                "t1",
                                T0));
    }

    @Test
    void onlyFencedWritesAreToldAsRefused() {
        // Given
        on(grant(1, "hk-1"));
        on(grant(2, "jp-1"));
        // When
        Optional<SessionEvent> zombie = on(start(1, "hk-1", "t1"));
        Optional<SessionEvent> lostRace = on(grant(2, "us-1"));
        Optional<SessionEvent> gap = on(commit(2, "jp-1", 7, "t7"));
        // Then
        assertThat(zombie)
                .contains(
                        new SessionEvent.WriteRefused(
                                "s1",
                                1,
                                "hk-1",
                                "t1",
                                "TurnStarted",
                                "stale-epoch",
                                2,
                                new Owner("jp-1", "jp")));
        assertThat(lostRace).isEmpty();
        assertThat(gap).isEmpty();
    }

    @Test
    void theEndsOfASessionAreTold() {
        // Given
        on(grant(1, "hk-1"));
        // When
        Optional<SessionEvent> closed = on(close(1));
        Optional<SessionEvent> expired = on(expire(1, 1));
        Optional<SessionEvent> deleted = on(delete(1));
        Optional<SessionEvent> forgotten = on(expire(1, 3));
        // Then
        assertThat(closed).contains(new SessionEvent.SessionEnded("s1", 1, "the user left"));
        assertThat(expired).contains(new SessionEvent.SessionLapsed("s1", 1));
        assertThat(deleted).contains(new SessionEvent.SessionErased("s1", 1, "operator-1"));
        assertThat(replay.header()).isNull();
        assertThat(forgotten).isEmpty();
    }

    @Test
    void aSessionThatExpiredIsOpenedAndNotMoved() {
        // Given
        on(grant(1, "hk-1"));
        on(expire(1, 0));
        // When
        Optional<SessionEvent> event = on(grant(2, "jp-1"));
        // Then
        assertThat(event)
                .contains(
                        new SessionEvent.SessionOpened(
                                "s1", 2, new Owner("jp-1", "jp"), "alice", T0));
    }

    @Test
    void aTaskThatIsGivenUpIsToldAndNoOtherEnd() {
        // Given
        on(grant(1, "hk-1"));
        on(enqueue(1, "hk-1", "worn-out", true, 1));
        on(enqueue(1, "hk-1", "refused", false));
        on(enqueue(1, "hk-1", "done", true));
        on(lease(1, "hk-1", "worn-out", 1));
        on(lease(1, "hk-1", "refused", 1));
        on(lease(1, "hk-1", "done", 1));
        // When
        Optional<SessionEvent> wornOut = on(settle(1, "hk-1", "worn-out", 1, TaskSettled.FAILED));
        Optional<SessionEvent> failed = on(settle(1, "hk-1", "refused", 1, TaskSettled.FAILED));
        on(lease(1, "hk-1", "refused", 2));
        Optional<SessionEvent> dead = on(settle(1, "hk-1", "refused", 2, TaskSettled.DEAD));
        Optional<SessionEvent> done = on(settle(1, "hk-1", "done", 1, TaskSettled.DONE));
        // Then
        assertThat(wornOut)
                .contains(
                        new SessionEvent.TaskDeadLettered("s1", 1, "hk-1", "worn-out", "clock", 1));
        assertThat(dead)
                .contains(new SessionEvent.TaskDeadLettered("s1", 1, "hk-1", "refused", "mail", 2));
        assertThat(failed).isEmpty();
        assertThat(done).isEmpty();
    }

    @Test
    void aZombiesTaskIsToldAsRefusedWithoutATurn() {
        // Given
        on(grant(1, "hk-1"));
        on(grant(2, "jp-1"));
        // When
        Optional<SessionEvent> event = on(enqueue(1, "hk-1", "q", true));
        // Then
        assertThat(event)
                .contains(
                        new SessionEvent.WriteRefused(
                                "s1",
                                1,
                                "hk-1",
                                null,
                                "TaskEnqueued",
                                "stale-epoch",
                                2,
                                new Owner("jp-1", "jp")));
    }

    @Test
    void aRepetitionIsNotToldAgain() {
        // Given
        on(grant(1, "hk-1"));
        Optional<SessionEvent> first = on(commit(1, "hk-1", 1, "t1"));
        // When
        Optional<SessionEvent> again = on(commit(1, "hk-1", 1, "t1"));
        // Then
        assertThat(first)
                .contains(new SessionEvent.TurnAccepted("s1", 1, "hk-1", 1, "t1", 2, "hk"));
        assertThat(again).isEmpty();
    }

    @Test
    void aQuarantineIsToldOnce() {
        // Given
        JournalEntry broken = new JournalEntry.Unreadable("s1", "no data");
        // When
        Optional<SessionEvent> first = on(broken);
        Optional<SessionEvent> second = on(broken);
        // Then
        assertThat(first).contains(new SessionEvent.SessionQuarantined("s1", "no data"));
        assertThat(second).isEmpty();
    }

    private Optional<SessionEvent> on(JournalRecord record) {
        return on(new JournalEntry.Written(record));
    }

    private Optional<SessionEvent> on(JournalEntry entry) {
        SessionHeader before = replay.header();
        Position at = new Position(0, offset++);
        Verdict verdict = replay.apply(entry, at);
        return SessionEvents.of(
                new FoldedEntry(entry, at, T0, 1, true, before, replay.header(), verdict));
    }
}
