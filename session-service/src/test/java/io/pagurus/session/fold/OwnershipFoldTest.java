package io.pagurus.session.fold;

import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.fold.Entries.intend;
import static io.pagurus.session.fold.Entries.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.Owner;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnershipFoldTest {

    private static final Verdict ACCEPTED = new Verdict.Accepted();

    @Test
    void firstGrantOpensTheSession() {
        // Given
        FoldedSession session = new FoldedSession();
        // When
        Verdict verdict = session.on(grant(1, "hk-1"));
        // Then
        assertThat(verdict).isEqualTo(ACCEPTED);
        SessionHeader header = session.header();
        assertThat(header.epoch()).isEqualTo(1);
        assertThat(header.owner()).isEqualTo(new Owner("hk-1", "hk"));
        assertThat(header.seq()).isZero();
        assertThat(header.firstOffset()).isEqualTo(100);
        assertThat(header.lastOffset()).isEqualTo(100);
        assertThat(header.partition()).isEqualTo(3);
        assertThat(header.principal()).isEqualTo("alice");
        assertThat(header.regionLastSeen()).isEqualTo("hk");
    }

    @Test
    void aLaterGrantDoesNotOpenASession() {
        // Given
        FoldedSession session = new FoldedSession();
        // When
        Verdict verdict = session.on(grant(2, "hk-1"));
        // Then
        assertThat(verdict).isEqualTo(refused(Reason.EPOCH_CONFLICT));
        assertThat(session.replay().header()).isNull();
    }

    @Test
    void aGrantIsAcceptedOnlyForTheNextEpoch() {
        // Given
        FoldedSession session = FoldedSession.opened();
        SessionHeader before = session.header();
        // When
        Verdict gap = session.on(grant(3, "jp-1"));
        Verdict old = session.on(grant(1, "jp-1"));
        // Then
        assertThat(gap).isEqualTo(refused(Reason.EPOCH_CONFLICT));
        assertThat(old).isEqualTo(refused(Reason.EPOCH_CONFLICT));
        assertThat(session.header()).isSameAs(before);
        assertThat(session.on(grant(2, "jp-1"))).isEqualTo(ACCEPTED);
        assertThat(session.header().owner()).isEqualTo(new Owner("jp-1", "jp"));
    }

    @Test
    void theSameGrantAgainIsADuplicate() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(grant(2, "jp-1"));
        // When
        Verdict again = session.on(grant(2, "jp-1"));
        Verdict ofAnother = session.on(grant(2, "us-1"));
        // Then
        assertThat(again).isEqualTo(new Verdict.Duplicate(0));
        assertThat(ofAnother).isEqualTo(refused(Reason.EPOCH_CONFLICT));
    }

    @Test
    void anotherPrincipalCannotOpenAnOpenSession() {
        // Given
        FoldedSession session = FoldedSession.opened();
        // When
        Verdict verdict =
                session.on(
                        new JournalRecord.OwnershipGranted(
                                "s1",
                                1,
                                new Owner("hk-1", "hk"),
                                "opened",
                                null,
                                "bob",
                                Entries.T0));
        // Then
        assertThat(verdict).isEqualTo(refused(Reason.EPOCH_CONFLICT));
    }

    @Test
    void everyWriteOfAnOldEpochIsFenced() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(start(1, "hk-1", "t1"));
        session.on(intend(1, "hk-1", "t1", "a", true));
        session.on(grant(2, "jp-1"));
        SessionHeader before = session.header();
        // When
        List<Verdict> verdicts = LifecycleFoldTest.everyOwnersWrite(session, 1, "hk-1");
        // Then
        assertThat(verdicts).hasSize(9).containsOnly(refused(Reason.STALE_EPOCH));
        assertThat(session.header()).isSameAs(before);
    }

    @Test
    void everyWriteOfAnotherNodeIsFenced() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(start(1, "hk-1", "t1"));
        // When
        List<Verdict> verdicts = LifecycleFoldTest.everyOwnersWrite(session, 1, "jp-1");
        // Then
        assertThat(verdicts).hasSize(9).containsOnly(refused(Reason.NOT_OWNER));
    }

    @Test
    void everyWriteOfAnEpochThatNobodyGrantedIsFenced() {
        // Given
        FoldedSession session = FoldedSession.opened();
        // When
        List<Verdict> verdicts = LifecycleFoldTest.everyOwnersWrite(session, 2, "hk-1");
        // Then
        assertThat(verdicts).hasSize(9).containsOnly(refused(Reason.UNKNOWN_EPOCH));
    }

    @Test
    void everyWriteToAnUnknownSessionIsRefused() {
        // Given
        FoldedSession session = new FoldedSession();
        // When
        List<Verdict> verdicts = LifecycleFoldTest.everyOwnersWrite(session, 1, "hk-1");
        // Then
        assertThat(verdicts).hasSize(9).containsOnly(refused(Reason.UNKNOWN_SESSION));
    }

    @Test
    void aZombiesRepetitionOfACommittedTurnIsFencedToo() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(start(1, "hk-1", "t1"));
        session.on(grant(2, "jp-1"));
        session.on(start(2, "jp-1", "t1"));
        session.on(commit(2, "jp-1", 1, "t1"));
        // When
        Verdict verdict = session.on(commit(1, "hk-1", 1, "t1"));
        // Then
        assertThat(verdict).isEqualTo(refused(Reason.STALE_EPOCH));
    }

    @Test
    void aBrokenEntryQuarantinesTheSessionForGood() {
        // Given
        FoldedSession session = FoldedSession.opened();
        session.on(start(1, "hk-1", "t1"));
        // When
        Verdict verdict = session.on(new JournalEntry.Unreadable("s1", "unknown type x"));
        // Then
        assertThat(verdict).isEqualTo(refused(Reason.QUARANTINED));
        assertThat(session.header().state())
                .isEqualTo(new SessionState.Quarantined("unknown type x"));
        SessionHeader quarantined = session.header();
        assertThat(LifecycleFoldTest.everyOwnersWrite(session, 1, "hk-1"))
                .containsOnly(refused(Reason.QUARANTINED));
        assertThat(session.on(grant(2, "jp-1"))).isEqualTo(refused(Reason.QUARANTINED));
        assertThat(session.on(new JournalEntry.Unreadable("s1", "another")))
                .isEqualTo(refused(Reason.QUARANTINED));
        assertThat(session.header()).isSameAs(quarantined);
    }

    @Test
    void aSessionWhoseFirstEntryIsBrokenIsBornInQuarantine() {
        // Given
        FoldedSession session = new FoldedSession();
        // When
        session.on(new JournalEntry.Unreadable("s1", "no data"));
        // Then
        assertThat(session.header().epoch()).isZero();
        assertThat(session.header().owner()).isNull();
        assertThat(session.on(grant(1, "hk-1"))).isEqualTo(refused(Reason.QUARANTINED));
    }

    private static Verdict refused(Reason reason) {
        return new Verdict.Refused(reason);
    }
}
