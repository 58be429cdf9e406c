package io.pagurus.session.fold;

import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.delete;
import static io.pagurus.session.fold.Entries.expire;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.fold.Entries.opening;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.JournalRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a session that was forgotten leaves behind: its partition's epoch floor. */
class ForgottenFoldTest {

    private static final Verdict ACCEPTED = new Verdict.Accepted();
    private static final Verdict CONFLICT = new Verdict.Refused(Reason.EPOCH_CONFLICT);
    private static final EpochFloor OF_OTHERS = new EpochFloor(5);

    private final SessionFold fold = new SessionFold(new FencedRules(FoldLimits.DEFAULT));

    /** Of node jp-1, at epoch 2. */
    private static FoldedSession takenOver() {
        FoldedSession session = FoldedSession.opened();
        session.on(grant(2, "jp-1"));
        return session;
    }

    private static FoldedSession forgotten() {
        FoldedSession session = takenOver();
        session.on(expire(2, session.header().lastOffset()));
        session.on(expire(2, session.header().lastOffset()));
        assertThat(session.replay().header()).isNull();
        return session;
    }

    private Folded first(EpochFloor floor, JournalRecord record) {
        return fold.apply(null, floor, new JournalEntry.Written(record), new Position(3, 900));
    }

    @Test
    void floorRisesToTheEpochOfWhatIsForgotten() {
        // When
        FoldedSession session = forgotten();
        // Then
        assertThat(session.replay().floor()).isEqualTo(new EpochFloor(2));
    }

    @Test
    void deletedSessionThatIsForgottenRaisesTheFloorToo() {
        // Given
        FoldedSession session = takenOver();
        session.on(delete(2));
        // When
        session.on(expire(2, session.header().lastOffset()));
        // Then
        assertThat(session.replay().header()).isNull();
        assertThat(session.replay().floor()).isEqualTo(new EpochFloor(2));
    }

    @Test
    void floorStaysWhileTheFenceDoes() {
        // Given
        FoldedSession session = takenOver();
        // When
        session.on(expire(2, session.header().lastOffset()));
        session.on(grant(3, "hk-1"));
        // Then
        assertThat(session.replay().floor()).isEqualTo(EpochFloor.NONE);
    }

    @Test
    void floorNeverFalls() {
        // Given
        SessionHeader low = FoldedSession.opened().header();
        // When
        EpochFloor after = OF_OTHERS.after(low, null, new Position(3, 900));
        // Then
        assertThat(after).isEqualTo(OF_OTHERS);
    }

    @Test
    void firstGrantBeginsAboveTheFloor() {
        // When
        List<Verdict> below =
                List.of(
                        first(OF_OTHERS, opening(1, "hk-1")).verdict(),
                        first(OF_OTHERS, opening(5, "hk-1")).verdict());
        Folded above = first(OF_OTHERS, opening(OF_OTHERS.next(), "hk-1"));
        // Then
        assertThat(below).containsOnly(CONFLICT);
        assertThat(above.verdict()).isEqualTo(ACCEPTED);
        assertThat(above.header()).isNotNull().extracting(SessionHeader::epoch).isEqualTo(6L);
    }

    @Test
    void noWriteOfTheFirstLifePassesTheFenceOfTheSecond() {
        // Given a node that owned an epoch of the first life, and owns the second one
        FoldedSession session = forgotten();
        session.on(opening(3, "hk-1"));
        SessionHeader before = session.header();
        // When
        List<Verdict> verdicts = LifecycleFoldTest.everyOwnersWrite(session, 1, "hk-1");
        // Then
        assertThat(verdicts).hasSize(9).containsOnly(new Verdict.Refused(Reason.STALE_EPOCH));
        assertThat(session.header()).isSameAs(before);
        assertThat(session.on(commit(3, "hk-1", 1, "t1"))).isEqualTo(ACCEPTED);
    }

    @Test
    void grantOfTheFirstLifeOpensNoSecondOne() {
        // Given
        FoldedSession session = forgotten();
        // When
        List<Verdict> late =
                List.of(
                        session.on(grant(1, "hk-1")),
                        session.on(grant(2, "jp-1")),
                        session.on(grant(3, "us-1")));
        // Then
        assertThat(late).containsOnly(CONFLICT);
        assertThat(session.replay().header()).isNull();
    }

    @Test
    void openingTakesOverNoSessionThatIsOpen() {
        // Given
        FoldedSession session = takenOver();
        SessionHeader before = session.header();
        // When
        Verdict verdict = session.on(opening(3, "hk-1"));
        // Then
        assertThat(verdict).isEqualTo(CONFLICT);
        assertThat(session.header()).isSameAs(before);
    }

    @Test
    void repeatedOpeningIsADuplicateOfOnePrincipal() {
        // Given
        FoldedSession session = forgotten();
        session.on(opening(3, "hk-1"));
        // When
        Verdict again = session.on(opening(3, "hk-1"));
        Verdict ofBob = session.on(opening(3, "hk-1", "bob"));
        Verdict ofNobody = session.on(opening(3, "hk-1", null));
        Verdict ofAnotherNode = session.on(opening(3, "jp-1"));
        // Then
        assertThat(again).isEqualTo(new Verdict.Duplicate(0));
        assertThat(List.of(ofBob, ofNobody, ofAnotherNode)).containsOnly(CONFLICT);
    }

    @Test
    void sessionThatWasOpenAllTheTimeGoesOnBelowTheFloor() {
        // Given
        SessionHeader open = FoldedSession.opened().header();
        // When
        Folded taken =
                fold.apply(
                        open,
                        OF_OTHERS,
                        new JournalEntry.Written(grant(2, "jp-1")),
                        new Position(3, 900));
        // Then
        assertThat(taken.verdict()).isEqualTo(ACCEPTED);
    }

    @Test
    void whoseSnapshotCouldNotBeReadLeavesAFloorAboveAllEpochs() {
        // Given
        SessionHeader poisoned = SessionFold.poisoned("s1", "its snapshot cannot be read", 3);
        // When
        EpochFloor after = OF_OTHERS.after(poisoned, null, new Position(3, 900));
        // Then
        assertThat(after).isEqualTo(new EpochFloor(900));
    }
}
