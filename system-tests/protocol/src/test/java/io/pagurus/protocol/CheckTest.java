package io.pagurus.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.protocol.explore.Exploration;
import io.pagurus.protocol.explore.Explorer;
import io.pagurus.protocol.invariant.Invariant;
import io.pagurus.protocol.invariant.Violation;
import io.pagurus.protocol.variant.Protocol;
import io.pagurus.protocol.variant.Wrong;
import io.pagurus.protocol.world.Budget;
import io.pagurus.protocol.world.PartitionModel;
import io.pagurus.protocol.world.Scope;
import io.pagurus.protocol.world.TurnModel;
import org.junit.jupiter.api.Test;

/** What the checker itself owes, and what it has found and is still so. */
class CheckTest {

    private static final int MOST = 10_000_000;

    @Test
    void whatTheReductionLeavesOutIsNothing() {
        // Given
        Scope scope = Scope.of(1, 3).with(Budget.TAKEOVER, 2).with(Budget.REPEAT, 1);
        TurnModel whole = new TurnModel(Protocol.RIGHT, scope);
        TurnModel reduced = new TurnModel(Protocol.RIGHT, scope.reducing());

        // When
        Exploration all = Explorer.of(whole, MOST);
        Exploration fewer = Explorer.of(reduced, MOST);

        // Then
        assertThat(fewer.states()).isLessThan(all.states());
        assertThat(reduced.journals()).isEqualTo(whole.journals());
        assertThat(all.violation()).isNull();
        assertThat(fewer.violation()).isNull();
    }

    @Test
    void explorationThatIsCutShortSaysSo() {
        // When
        Exploration cut =
                Explorer.of(
                        new TurnModel(Protocol.RIGHT, Scope.of(2, 2).with(Budget.TAKEOVER, 2)),
                        1_000);

        // Then
        assertThat(cut.finished()).isFalse();
    }

    /** A write that has been under way since the first life of a session meets its second one. */
    @Test
    void forgottenSessionBeginsAboveItsEpochs() {
        // Given
        Scope scope = Scope.of(1, 1).with(Budget.TAKEOVER, 1).with(Budget.EXPIRE, 2);

        // When
        Exploration found = Explorer.of(new TurnModel(Protocol.RIGHT, scope), MOST);
        Exploration anew = Explorer.of(new TurnModel(Wrong.EPOCHS_ANEW, scope), MOST);

        // Then
        assertThat(found.finished()).isTrue();
        assertThat(found.violation()).isNull();
        assertThat(anew.violation())
                .isNotNull()
                .extracting(Violation::invariant)
                .isEqualTo(Invariant.NOTHING_UNDER_AN_OLD_EPOCH);
    }

    /** The zombie is an instance that lags: it writes by what it has not read yet. */
    @Test
    void epochsThatBeginAnewAreSeenThroughSnapshotsToo() {
        // When
        Exploration anew = Explorer.of(PartitionModel.forgetting(Wrong.EPOCHS_ANEW, 2, 4, 1), MOST);

        // Then
        assertThat(anew.violation())
                .isNotNull()
                .extracting(Violation::invariant)
                .isEqualTo(Invariant.NOTHING_UNDER_AN_OLD_EPOCH);
    }
}
