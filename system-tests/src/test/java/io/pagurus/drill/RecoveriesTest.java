package io.pagurus.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveriesTest {

    private static final Instant FAULT = Instant.parse("2026-01-01T00:00:00Z");

    private static Instant at(long millis) {
        return FAULT.plusMillis(millis);
    }

    private static TurnRecord turn(long sent, long... arrivals) {
        TurnRecord turn = new TurnRecord(new TurnRequest("s1", "k1", "hi", true), at(sent));
        for (long arrival : arrivals) {
            turn.arrived(at(arrival));
        }
        turn.acknowledged(at(arrivals[arrivals.length - 1]));
        return turn;
    }

    private static List<Recovery> recoveries(TurnRecord turn) {
        return Recoveries.of(
                FAULT, at(300), List.of(new Move("s1", 1, at(320), at(330))), List.of(turn));
    }

    private static Recovery expected(
            boolean interrupted, int detection, int decision, int takeover, int firstResponse) {
        return new Recovery(
                "s1",
                interrupted,
                Duration.ofMillis(detection),
                Duration.ofMillis(decision),
                Duration.ofMillis(takeover),
                Duration.ofMillis(firstResponse));
    }

    @Test
    void interruptedTurnRecoversFromTheFaultToItsFirstPieceFromTheNewOwner() {
        assertThat(recoveries(turn(-100, -50, 5, 450, 500)))
                .containsExactly(expected(true, 300, 20, 10, 120));
    }

    @Test
    void requestSentAfterTheEjectionRecoversFromItsSending() {
        assertThat(recoveries(turn(310, 400))).containsExactly(expected(false, 0, 10, 10, 70));
    }

    @Test
    void turnThatEndedBeforeTheMoveHasNoRecovery() {
        assertThat(recoveries(turn(-100, -50, 5))).isEmpty();
    }

    @Test
    void percentilesAreByNearestRank() {
        // Given
        Percentiles percentiles =
                new Percentiles(
                        List.of(
                                Duration.ofMillis(30),
                                Duration.ofMillis(10),
                                Duration.ofMillis(20)));

        // When, Then
        assertThat(List.of(percentiles.at(50), percentiles.at(99), percentiles.at(100)))
                .containsExactly(20L, 30L, 30L);
    }
}
