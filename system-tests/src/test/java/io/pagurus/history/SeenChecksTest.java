package io.pagurus.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.history.Acknowledged.What;
import io.pagurus.history.JudgedEntry.Outcome;
import io.pagurus.history.ReadBack.ReadTurn;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each check has a wrong history that it must catch. */
class SeenChecksTest {

    private static HandMade run() {
        return new HandMade()
                .grant(1, "hk-1")
                .start(1, "hk-1", "t1")
                .intent(1, "hk-1", "t1", "step-1", true)
                .result(1, "hk-1", "t1", "step-1")
                .commit(1, "hk-1", 1, "t1")
                .grant(2, "jp-1")
                .commit(2, "jp-1", 2, "t2");
    }

    private static Acknowledged acknowledged(
            What what, long epoch, String node, String turn, String task) {
        return new Acknowledged(HandMade.SESSION, what, epoch, node, turn, task);
    }

    private static ReadTurn shown(long seq, String turn) {
        return new ReadTurn(seq, turn, "answer " + turn);
    }

    private static List<Finding> read(ReadTurn... turns) {
        return SeenChecks.readBack(
                run().journal(), List.of(new ReadBack(HandMade.SESSION, List.of(turns))));
    }

    @Test
    void writesThatTheFoldTookHaveNoFindings() {
        assertThat(
                        SeenChecks.acknowledged(
                                run().journal(),
                                List.of(
                                        acknowledged(What.GRANT, 2, "jp-1", "", ""),
                                        acknowledged(What.START, 1, "hk-1", "t1", ""),
                                        acknowledged(What.INTENT, 1, "hk-1", "t1", "step-1"),
                                        acknowledged(What.RESULT, 1, "hk-1", "t1", "step-1"))))
                .isEmpty();
    }

    @Test
    void grantToldToTheOtherTakerIsFound() {
        // Given two takers of epoch 2, of which the journal has one
        Acknowledged other = acknowledged(What.GRANT, 2, "us-1", "", "");

        // When
        List<Finding> findings = SeenChecks.acknowledged(run().journal(), List.of(other));

        // Then
        assertThat(findings)
                .extracting(Finding::invariant)
                .containsExactly(Invariant.ACKNOWLEDGED_IS_WRITTEN);
    }

    @Test
    void intentToldToAZombieIsFound() {
        // Given an intent under the old epoch that the service acknowledged and nobody wrote
        Acknowledged zombie = acknowledged(What.INTENT, 1, "hk-1", "t2", "step-9");

        // When
        List<Finding> findings = SeenChecks.acknowledged(run().journal(), List.of(zombie));

        // Then
        assertThat(findings)
                .extracting(Finding::invariant, Finding::turnId)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(
                                Invariant.ACKNOWLEDGED_IS_WRITTEN, "t2"));
    }

    @Test
    void beginningOfTheHistoryHasNoFindings() {
        assertThat(read(shown(1, "t1"))).isEmpty();
        assertThat(read(shown(1, "t1"), shown(2, "t2"))).isEmpty();
    }

    @Test
    void historyWithAHoleIsFound() {
        assertThat(read(shown(2, "t2")))
                .extracting(Finding::invariant)
                .containsExactly(Invariant.READ_IS_HISTORY);
    }

    @Test
    void historyWithARefusedTurnIsFound() {
        // Given a reader that was shown what a replaced owner wrote
        List<JudgedEntry> journal = run().commit(1, "hk-1", 3, "t3", Outcome.REFUSED).journal();

        // When
        List<Finding> findings =
                SeenChecks.readBack(
                        journal,
                        List.of(
                                new ReadBack(
                                        HandMade.SESSION,
                                        List.of(shown(1, "t1"), shown(2, "t2"), shown(3, "t3")))));

        // Then
        assertThat(findings)
                .extracting(Finding::invariant)
                .containsExactly(Invariant.READ_IS_HISTORY);
    }

    @Test
    void historyWithAnotherAnswerIsFound() {
        assertThat(read(new ReadTurn(1, "t1", "another answer")))
                .extracting(Finding::invariant)
                .containsExactly(Invariant.READ_IS_HISTORY);
    }
}
