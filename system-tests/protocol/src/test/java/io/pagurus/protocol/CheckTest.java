package io.pagurus.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.protocol.explore.Exploration;
import io.pagurus.protocol.explore.Explorer;
import io.pagurus.protocol.invariant.Invariant;
import io.pagurus.protocol.invariant.Violation;
import io.pagurus.protocol.variant.Protocol;
import io.pagurus.protocol.world.Budget;
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

    /**
     * Open: a session that was forgotten begins with epoch 1 again, so that a write which has been
     * under way since its first life passes the fence of its second. Only the time until sessions
     * are forgotten stands against it, and that is a clock.
     */
    @Test
    void forgottenSessionBeginsItsEpochsAnew() {
        // When
        Exploration found =
                Explorer.of(
                        new TurnModel(
                                Protocol.RIGHT,
                                Scope.of(1, 1).with(Budget.TAKEOVER, 1).with(Budget.EXPIRE, 2)),
                        MOST);

        // Then
        assertThat(found.violation())
                .isNotNull()
                .extracting(Violation::invariant)
                .isEqualTo(Invariant.NOTHING_UNDER_AN_OLD_EPOCH);
    }
}
