package io.pagurus.session.rounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rounds go on until they are closed, whatever a single one runs into. */
@Timeout(20)
class RoundsTest {

    private static final Duration SOON = Duration.ofMillis(1);

    @Test
    void aRoundThatThrowsIsNotTheLast() throws Exception {
        // Given
        CountDownLatch threeMade = new CountDownLatch(3);
        Rounds.Round throwing =
                _ -> {
                    threeMade.countDown();
                    throw new IllegalStateException("a bug in a round");
                };
        // When
        boolean made;
        try (Rounds _ = Rounds.start("test-rounds", SOON, throwing)) {
            made = threeMade.await(10, TimeUnit.SECONDS);
        }
        // Then
        assertThat(made).isTrue();
    }

    @Test
    void whoClosesWaitsForTheRoundThatIsBeingMadeAndNoneFollows() throws Exception {
        // Given
        CompletableFuture<BooleanSupplier> begun = new CompletableFuture<>();
        AtomicInteger ended = new AtomicInteger();
        Rounds rounds =
                Rounds.start(
                        "test-rounds",
                        SOON,
                        goOn -> {
                            begun.complete(goOn);
                            while (goOn.getAsBoolean()) {
                                Thread.onSpinWait();
                            }
                            ended.incrementAndGet();
                        });
        BooleanSupplier goOn = begun.get(10, TimeUnit.SECONDS);
        // When
        rounds.close();
        // Then
        assertThat(goOn.getAsBoolean()).isFalse();
        assertThat(ended).hasValue(1);
    }

    @Test
    void theFirstRoundIsMadeWhenAPeriodIsOver() {
        // Given
        AtomicInteger made = new AtomicInteger();
        // When
        Rounds.start("test-rounds", Duration.ofDays(1), _ -> made.incrementAndGet()).close();
        // Then
        assertThat(made).hasValue(0);
    }
}
