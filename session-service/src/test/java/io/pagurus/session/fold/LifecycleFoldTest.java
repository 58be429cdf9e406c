package io.pagurus.session.fold;

import static io.pagurus.session.fold.Entries.close;
import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.delete;
import static io.pagurus.session.fold.Entries.enqueue;
import static io.pagurus.session.fold.Entries.expire;
import static io.pagurus.session.fold.Entries.fail;
import static io.pagurus.session.fold.Entries.finish;
import static io.pagurus.session.fold.Entries.freeze;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.fold.Entries.intend;
import static io.pagurus.session.fold.Entries.lease;
import static io.pagurus.session.fold.Entries.opening;
import static io.pagurus.session.fold.Entries.setState;
import static io.pagurus.session.fold.Entries.settle;
import static io.pagurus.session.fold.Entries.start;
import static io.pagurus.session.fold.Entries.thaw;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.TaskSettled;
import io.pagurus.events.Owner;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifecycleFoldTest {

    private static final Verdict ACCEPTED = new Verdict.Accepted();
    private static final Verdict DUPLICATE = new Verdict.Duplicate(0);
    private static final JournalEntry BROKEN = new JournalEntry.Unreadable("s1", "no data");

    @Test
    void aFrozenSessionEndsWhatRunsAndBeginsNothing() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(start(1, "hk-1", "t1"));
        session.on(intend(1, "hk-1", "t1", "mail", false));
        session.on(start(1, "hk-1", "t2"));
        // When
        Verdict frozen = session.on(freeze(1, "m1"));
        // Then
        assertThat(frozen).isEqualTo(ACCEPTED);
        assertThat(session.header().state()).isEqualTo(new SessionState.Frozen("m1"));
        assertThat(session.on(start(1, "hk-1", "t3"))).isEqualTo(refused(Reason.FROZEN));
        assertThat(session.on(start(1, "hk-1", "t1"))).isEqualTo(refused(Reason.FROZEN));
        assertThat(session.on(commit(1, "hk-1", 1, "t1"))).isEqualTo(refused(Reason.FROZEN));
        assertThat(session.on(commit(1, "hk-1", 1, "t9"))).isEqualTo(refused(Reason.FROZEN));
        assertThat(session.on(start(1, "hk-1", "t2"))).isEqualTo(ACCEPTED);
        assertThat(session.on(intend(1, "hk-1", "t2", "a", true))).isEqualTo(ACCEPTED);
        assertThat(session.on(finish(1, "hk-1", "t2", "a"))).isEqualTo(ACCEPTED);
        assertThat(session.on(commit(1, "hk-1", 1, "t2"))).isEqualTo(ACCEPTED);
        assertThat(session.header().state()).isEqualTo(new SessionState.Frozen("m1"));
        assertThat(session.on(start(1, "hk-1", "t2"))).isEqualTo(new Verdict.Duplicate(1));
    }

    @Test
    void theRunningTurnOfAFrozenSessionMayFail() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(start(1, "hk-1", "t1"));
        session.on(freeze(1, "m1"));
        // When
        Verdict failed = session.on(fail(1, "hk-1", "t1"));
        // Then
        assertThat(failed).isEqualTo(ACCEPTED);
        assertThat(session.on(start(1, "hk-1", "t1"))).isEqualTo(refused(Reason.FROZEN));
    }

    @Test
    void aFrozenSessionIsOfOneMove() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(freeze(1, "m1"));
        SessionHeader before = session.header();
        // When
        Verdict again = session.on(freeze(1, "m1"));
        Verdict ofAnother = session.on(freeze(1, "m2"));
        Verdict thawOfAnother = session.on(thaw(1, "m2"));
        // Then
        assertThat(again).isEqualTo(DUPLICATE);
        assertThat(ofAnother).isEqualTo(refused(Reason.FROZEN));
        assertThat(thawOfAnother).isEqualTo(refused(Reason.FROZEN));
        assertThat(session.header()).isSameAs(before);
    }

    @Test
    void aThawOrAGrantMakesItActiveAgain() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(freeze(1, "m1"));
        // When
        Verdict thawed = session.on(thaw(1, "m1"));
        Verdict again = session.on(thaw(1, "m1"));
        // Then
        assertThat(thawed).isEqualTo(ACCEPTED);
        assertThat(again).isEqualTo(DUPLICATE);
        assertThat(session.on(start(1, "hk-1", "t1"))).isEqualTo(ACCEPTED);
        session.on(freeze(1, "m2"));
        assertThat(session.on(grant(2, "jp-1"))).isEqualTo(ACCEPTED);
        assertThat(session.header().state()).isEqualTo(new SessionState.Active());
        assertThat(session.running().turnId()).isEqualTo("t1");
    }

    @Test
    void nobodyEndsASessionUnderAnotherEpochThanTheCurrentOne() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(grant(2, "jp-1"));
        SessionHeader before = session.header();
        // When
        List<Verdict> stale = everyEnd(session, 1, before.lastOffset());
        List<Verdict> early = everyEnd(session, 3, before.lastOffset());
        // Then
        assertThat(stale).hasSize(5).containsOnly(refused(Reason.STALE_EPOCH));
        assertThat(early).hasSize(5).containsOnly(refused(Reason.UNKNOWN_EPOCH));
        assertThat(session.header()).isSameAs(before);
    }

    @Test
    void aSessionThatNobodyOpenedDoesNotEnd() {
        // Given
        FoldedSession session = new FoldedSession();
        // When
        List<Verdict> verdicts = everyEnd(session, 1, 0);
        // Then
        assertThat(verdicts).containsOnly(refused(Reason.UNKNOWN_SESSION));
        assertThat(session.replay().header()).isNull();
    }

    @Test
    void aClosedSessionTakesNothingAndKeepsItsHistory() {
        // Given
        FoldedSession session = busy();
        session.on(freeze(1, "m1"));
        // When
        Verdict closed = session.on(close(1));
        // Then
        assertThat(closed).isEqualTo(ACCEPTED);
        SessionHeader header = session.header();
        assertThat(header.state()).isEqualTo(new SessionState.Closed("the user left"));
        assertThat(header.seq()).isEqualTo(1);
        assertThat(header.running()).isNull();
        assertThat(header.unsettled()).isEqualTo(Unsettled.NONE);
        assertThat(header.tasks()).isEqualTo(TaskQueue.EMPTY);
        assertThat(header.needsAttention()).isFalse();
        assertThat(session.replay().turns()).hasSize(1);
        assertThat(everyOwnersWrite(session, 1, "hk-1")).containsOnly(refused(Reason.CLOSED));
        assertThat(session.on(grant(2, "jp-1"))).isEqualTo(refused(Reason.CLOSED));
        assertThat(session.on(freeze(1, "m2"))).isEqualTo(refused(Reason.CLOSED));
        assertThat(session.on(close(1))).isEqualTo(new Verdict.Duplicate(1));
        assertThat(session.header()).isSameAs(header);
    }

    @Test
    void onlyASessionThatNobodyUsedMeanwhileExpires() {
        // Given
        FoldedSession session = busy();
        long seen = session.header().lastOffset();
        session.on(start(1, "hk-1", "t7"));
        SessionHeader before = session.header();
        // When
        Verdict late = session.on(expire(1, seen));
        // Then
        assertThat(late).isEqualTo(refused(Reason.CHANGED_MEANWHILE));
        assertThat(session.header()).isSameAs(before);
        assertThat(session.on(expire(1, before.lastOffset()))).isEqualTo(ACCEPTED);
    }

    @Test
    void whatIsLeftOfAnExpiredSessionIsItsFence() {
        // Given
        FoldedSession session = busy();
        // When
        session.on(expire(1, session.header().lastOffset()));
        // Then
        SessionHeader header = session.header();
        assertThat(header.state()).isEqualTo(new SessionState.Expired());
        assertThat(header.epoch()).isEqualTo(1);
        assertThat(header.owner()).isEqualTo(new Owner("hk-1", "hk"));
        assertEmpty(session);
        assertThat(everyOwnersWrite(session, 1, "hk-1")).containsOnly(refused(Reason.EXPIRED));
        assertThat(session.on(grant(1, "hk-1"))).isEqualTo(refused(Reason.EPOCH_CONFLICT));
        assertThat(session.on(freeze(1, "m1"))).isEqualTo(refused(Reason.EXPIRED));
        assertThat(session.on(close(1))).isEqualTo(refused(Reason.EXPIRED));
        assertThat(session.header()).isSameAs(header);
    }

    @Test
    void theNextGrantOpensAnExpiredSessionAnew() {
        // Given
        FoldedSession session = busy();
        session.on(expire(1, session.header().lastOffset()));
        // When
        Verdict opened = session.on(grant(2, "jp-1"));
        // Then
        assertThat(opened).isEqualTo(ACCEPTED);
        assertThat(session.header().state()).isEqualTo(new SessionState.Active());
        assertThat(session.header().principal()).isEqualTo("alice");
        assertThat(session.header().regionLastSeen()).isEqualTo("jp");
        assertThat(session.on(commit(1, "hk-1", 1, "t9"))).isEqualTo(refused(Reason.STALE_EPOCH));
        assertThat(session.on(commit(2, "jp-1", 1, "t1"))).isEqualTo(ACCEPTED);
        assertThat(session.replay().turns()).hasSize(1);
    }

    @Test
    void aSessionThatWasOpenedAnewIsOfOnePrincipal() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(expire(1, session.header().lastOffset()));
        session.on(grant(2, "jp-1"));
        // When
        Verdict ofBob =
                session.on(
                        new JournalRecord.OwnershipGranted(
                                "s1",
                                2,
                                new Owner("jp-1", "jp"),
                                "opened",
                                null,
                                "bob",
                                Entries.T0));
        // Then
        assertThat(ofBob).isEqualTo(refused(Reason.EPOCH_CONFLICT));
        assertThat(session.on(grant(2, "jp-1"))).isEqualTo(DUPLICATE);
    }

    @Test
    void aSessionThatExpiresTwiceIsForgotten() {
        // Given
        FoldedSession session = busy();
        session.on(expire(1, session.header().lastOffset()));
        // When
        Verdict tooEarly = session.on(expire(1, session.header().lastOffset() - 1));
        Verdict again = session.on(expire(1, session.header().lastOffset()));
        // Then
        assertThat(tooEarly).isEqualTo(refused(Reason.CHANGED_MEANWHILE));
        assertThat(again).isEqualTo(ACCEPTED);
        assertThat(session.replay().header()).isNull();
        assertThat(session.on(grant(2, "jp-1"))).isEqualTo(refused(Reason.EPOCH_CONFLICT));
        assertThat(session.on(grant(1, "jp-1"))).isEqualTo(refused(Reason.EPOCH_CONFLICT));
        assertThat(session.on(opening(2, "jp-1"))).isEqualTo(ACCEPTED);
    }

    @Test
    void aClosedSessionExpiresTooAndADeletedOneIsForgotten() {
        // Given
        FoldedSession closed = busy();
        closed.on(close(1));
        FoldedSession deleted = busy();
        deleted.on(delete(1));
        // When
        closed.on(expire(1, closed.header().lastOffset()));
        deleted.on(expire(1, deleted.header().lastOffset()));
        // Then
        assertThat(closed.header().state()).isEqualTo(new SessionState.Expired());
        assertThat(deleted.replay().header()).isNull();
    }

    @Test
    void aDeletedSessionHasNoContentAndTakesNothing() {
        // Given
        FoldedSession session = busy();
        // When
        Verdict deleted = session.on(delete(1));
        // Then
        assertThat(deleted).isEqualTo(ACCEPTED);
        SessionHeader header = session.header();
        assertThat(header.state()).isEqualTo(new SessionState.Deleted());
        assertEmpty(session);
        assertThat(everyOwnersWrite(session, 1, "hk-1")).containsOnly(refused(Reason.DELETED));
        assertThat(session.on(grant(2, "jp-1"))).isEqualTo(refused(Reason.DELETED));
        assertThat(session.on(close(1))).isEqualTo(refused(Reason.DELETED));
        assertThat(session.on(delete(1))).isEqualTo(DUPLICATE);
        session.on(BROKEN);
        assertThat(session.header()).isSameAs(header);
    }

    @Test
    void whateverItsStateASessionCanBeDeleted() {
        // Given
        FoldedSession frozen = FoldedSession.opened();
        frozen.on(freeze(1, "m1"));
        FoldedSession closed = FoldedSession.opened();
        closed.on(close(1));
        FoldedSession expired = FoldedSession.opened();
        expired.on(expire(1, expired.header().lastOffset()));
        FoldedSession quarantined = FoldedSession.opened();
        quarantined.on(BROKEN);
        for (FoldedSession session : List.of(frozen, closed, expired, quarantined)) {
            // When
            Verdict deleted = session.on(delete(1));
            // Then
            assertThat(deleted).isEqualTo(ACCEPTED);
            assertThat(session.header().state()).isEqualTo(new SessionState.Deleted());
        }
    }

    @Test
    void aQuarantinedSessionCanOnlyBeDeleted() {
        // Given
        FoldedSession session = new FoldedSession();
        session.on(BROKEN);
        // When
        List<Verdict> verdicts =
                List.of(
                        session.on(grant(1, "hk-1")),
                        session.on(close(0)),
                        session.on(expire(0, session.header().lastOffset())),
                        session.on(start(0, "hk-1", "t1")));
        // Then
        assertThat(verdicts).containsOnly(refused(Reason.QUARANTINED));
        assertThat(session.on(delete(0))).isEqualTo(ACCEPTED);
    }

    @Test
    void aBrokenEntryQuarantinesWhateverIsNotDeleted() {
        // Given
        FoldedSession frozen = FoldedSession.opened();
        frozen.on(freeze(1, "m1"));
        FoldedSession closed = FoldedSession.opened();
        closed.on(close(1));
        FoldedSession expired = FoldedSession.opened();
        expired.on(expire(1, expired.header().lastOffset()));
        for (FoldedSession session : List.of(frozen, closed, expired)) {
            // When
            Verdict verdict = session.on(BROKEN);
            // Then
            assertThat(verdict).isEqualTo(refused(Reason.QUARANTINED));
            assertThat(session.header().state()).isEqualTo(new SessionState.Quarantined("no data"));
        }
    }

    /** With a committed turn, a state, a turn that is set aside, one that runs, and a task. */
    private static FoldedSession busy() {
        FoldedSession session = FoldedSession.opened();
        session.on(commit(1, "hk-1", 1, "t1"));
        session.on(setState(1, "hk-1", 0, "x"));
        session.on(start(1, "hk-1", "t2"));
        session.on(intend(1, "hk-1", "t2", "mail", false));
        session.on(start(1, "hk-1", "t3"));
        session.on(enqueue(1, "hk-1", "q1", true));
        return session;
    }

    private static void assertEmpty(FoldedSession session) {
        SessionHeader header = session.header();
        assertThat(header.seq()).isZero();
        assertThat(header.principal()).isNull();
        assertThat(header.regionLastSeen()).isNull();
        assertThat(header.running()).isNull();
        assertThat(header.window()).isEqualTo(TurnWindow.EMPTY);
        assertThat(header.agent()).isEqualTo(AgentVersion.NONE);
        assertThat(header.unsettled()).isEqualTo(Unsettled.NONE);
        assertThat(header.tasks()).isEqualTo(TaskQueue.EMPTY);
        assertThat(header.needsAttention()).isFalse();
        assertThat(session.replay().turns()).isEmpty();
        assertThat(session.replay().agentState()).isNull();
    }

    private static List<Verdict> everyEnd(FoldedSession session, long epoch, long seenOffset) {
        return List.of(
                session.on(freeze(epoch, "m1")),
                session.on(thaw(epoch, "m1")),
                session.on(close(epoch)),
                session.on(expire(epoch, seenOffset)),
                session.on(delete(epoch)));
    }

    static List<Verdict> everyOwnersWrite(FoldedSession session, long epoch, String node) {
        return List.of(
                session.on(start(epoch, node, "t1")),
                session.on(intend(epoch, node, "t1", "a", true)),
                session.on(finish(epoch, node, "t1", "a")),
                session.on(commit(epoch, node, 1, "t1")),
                session.on(fail(epoch, node, "t1")),
                session.on(setState(epoch, node, 0, "x")),
                session.on(enqueue(epoch, node, "q1", true)),
                session.on(lease(epoch, node, "q1", 1)),
                session.on(settle(epoch, node, "q1", 1, TaskSettled.DONE)));
    }

    private static Verdict refused(Reason reason) {
        return new Verdict.Refused(reason);
    }
}
