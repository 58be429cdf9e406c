package io.pagurus.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuotaTest {

    private static final long SECOND = 1_000_000;
    private static final long NOW = 1_800_000_000 * SECOND;

    /** Ten a second, three at once. */
    private final Quota quota = new Quota(10, Duration.ofSeconds(1), 3);

    @Test
    void givesItsBurstAtOnceAndThenNothing() {
        Quota.Taken one = quota.take(0, NOW);
        Quota.Taken two = quota.take(one.fullAt(), NOW);
        Quota.Taken three = quota.take(two.fullAt(), NOW);
        Quota.Taken four = quota.take(three.fullAt(), NOW);
        assertThat(one).isEqualTo(new Quota.Taken(true, NOW + SECOND / 10, 2, 0, SECOND / 10));
        assertThat(two.left()).isEqualTo(1);
        assertThat(three.left()).isZero();
        assertThat(four)
                .isEqualTo(
                        new Quota.Taken(
                                false, NOW + 3 * SECOND / 10, 0, SECOND / 10, 3 * SECOND / 10));
    }

    @Test
    void givesOneBackInItsTurn() {
        long empty = NOW + 3 * SECOND / 10;
        assertThat(quota.take(empty, NOW + SECOND / 10 - 1).allowed()).isFalse();
        assertThat(quota.take(empty, NOW + SECOND / 10).allowed()).isTrue();
    }

    @Test
    void keepsToItsRateHoweverOftenItIsAsked() {
        long fullAt = 0;
        int allowed = 0;
        for (long now = NOW; now < NOW + 10 * SECOND; now += SECOND / 1_000) {
            Quota.Taken taken = quota.take(fullAt, now);
            fullAt = taken.fullAt();
            allowed += taken.allowed() ? 1 : 0;
        }
        assertThat(allowed).isBetween(100, 103);
    }
}
