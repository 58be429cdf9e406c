package io.pagurus.session.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Several instances, each late in its own way, seal, open anew, end and destroy: no accepted record
 * loses its key while its content is there, and none keeps it once the content is gone.
 */
class KeyLifeTest {

    private static final int SEEDS = 3_000;

    @Test
    void noAcceptedRecordLosesItsKeyAndNoneKeepsItBeyondItsContent() {
        // When
        int accepted = 0;
        int ends = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            KeyLife life = new KeyLife(seed, KeyLife.Rule.AS_BUILT);
            life.run();
            assertThat(life.violations()).as("seed %d", seed).isEmpty();
            accepted += life.accepted();
            ends += life.ends();
        }
        // Then
        assertThat(accepted).isGreaterThan(SEEDS);
        assertThat(ends).isGreaterThan(SEEDS);
    }

    /** A check that has never failed proves nothing. */
    @ParameterizedTest
    @EnumSource(value = KeyLife.Rule.class, names = "AS_BUILT", mode = EnumSource.Mode.EXCLUDE)
    void eachWrongRuleIsCaught(KeyLife.Rule wrong) {
        // When
        int caught = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            KeyLife life = new KeyLife(seed, wrong);
            life.run();
            caught += life.violations().isEmpty() ? 0 : 1;
        }
        // Then
        assertThat(caught).isPositive();
    }
}
