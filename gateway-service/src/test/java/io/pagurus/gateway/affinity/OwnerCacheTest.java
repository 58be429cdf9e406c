package io.pagurus.gateway.affinity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnerCacheTest {

    private static final KnownOwner FIRST = new KnownOwner("a", "hk", 1);
    private static final KnownOwner SECOND = new KnownOwner("b", "jp", 2);

    private final OwnerCache cache = new OwnerCache(1600);

    @Test
    void keepsTheLaterEpochWhicheverIsHeardFirst() {
        // Given
        cache.learn("s", SECOND);
        // When
        cache.learn("s", FIRST);
        // Then
        assertThat(cache.find("s")).contains(SECOND);
    }

    @Test
    void followsMovesOfTheSessionsThatItKnowsAlone() {
        // Given
        cache.learn("s", FIRST);
        // When
        cache.moved("s", SECOND);
        cache.moved("other", SECOND);
        // Then
        assertThat(cache.find("s")).contains(SECOND);
        assertThat(cache.find("other")).isEmpty();
    }

    @Test
    void canBeCorrectedToAnEarlierEpoch() {
        // Given
        cache.learn("s", SECOND);
        // When
        cache.correct("s", FIRST);
        // Then
        assertThat(cache.find("s")).contains(FIRST);
    }

    @Test
    void isBoundedAndForgetsWhatWasNotAskedForLongest() {
        // Given
        cache.learn("kept", FIRST);
        // When
        for (int i = 0; i < 10_000; i++) {
            cache.learn("s" + i, FIRST);
            cache.find("kept");
        }
        // Then
        assertThat(cache.size()).isLessThanOrEqualTo(1600);
        assertThat(cache.find("kept")).contains(FIRST);
        assertThat(cache.find("s0")).isEmpty();
    }
}
