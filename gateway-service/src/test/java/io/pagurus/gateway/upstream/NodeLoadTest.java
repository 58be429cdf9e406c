package io.pagurus.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.WantedState;
import io.pagurus.gateway.fleet.FleetSnapshot;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NodeLoadTest {

    private static final long SECOND = 1_000_000;

    private final NodeLoad load = new NodeLoad(LoadWindows.DEFAULT, 0);

    @Test
    void aClientThatGoesAwaySaysNothingOfTheNode() {
        // Given
        load.began(0);
        // When
        load.ended(0, false);
        // Then
        assertThat(load.running()).isZero();
        assertThat(load.success(0)).isEqualTo(1);
        assertThat(load.peakMicros(0)).isEqualTo(30_000);
    }

    @Test
    void aNodeThatDoesNotAnswerIsAsSlowAsItsRequestsWait() {
        // Given
        load.began(0);
        load.began(2 * SECOND);
        // When
        double peak = load.peakMicros(5 * SECOND);
        // Then 5 s and 3 s
        assertThat(peak).isCloseTo(4 * SECOND, within(2_000.0));
    }

    @Test
    void aStreamThatHasBegunNoLongerWaits() {
        // Given
        load.began(0);
        load.answered(0, 40_000, true);
        // When
        double peak = load.peakMicros(10 * SECOND + 40_000);
        // Then it counts as running, and its latency fades as any
        assertThat(peak).isCloseTo(40_000 * Math.exp(-1), within(1e-3));
        assertThat(load.running()).isEqualTo(1);
    }

    @Test
    void anIdleNodeIsForgivenByAndBy() {
        // Given
        load.began(0);
        load.answered(0, SECOND, true);
        load.ended(0, true);
        // When
        double peak = load.peakMicros(11 * SECOND);
        // Then
        assertThat(peak).isCloseTo(SECOND * Math.exp(-1), within(1e-3));
    }

    @Test
    void anAnswerThatBreaksOffIsAFailureToo() {
        // Given
        load.began(0);
        load.answered(0, 1_000, true);
        // When
        load.failed(0, 2_000);
        load.ended(0, true);
        // Then
        assertThat(load.success(2_000)).isCloseTo(2.0 / 3, within(1e-3));
    }

    @Test
    void countsRightlyUnderManyThreads() throws InterruptedException {
        // Given
        int each = 20_000;
        ExecutorService threads = Executors.newFixedThreadPool(4);
        // When
        for (int t = 0; t < 4; t++) {
            threads.execute(() -> {
                for (int i = 0; i < each; i++) {
                    load.began(i);
                    load.placed(0);
                    if (i % 2 == 0) {
                        load.answered(i, i, true);
                    }
                    load.ended(i, i % 2 == 0);
                }
            });
        }
        threads.shutdown();
        // Then
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(load.running()).isZero();
        assertThat(load.placements(0)).isEqualTo(4 * each);
        load.began(0);
        assertThat(load.peakMicros(SECOND)).isGreaterThanOrEqualTo(SECOND);
    }

    @Test
    void onlyALifeThatWasSeenToBeginIsYoung() {
        // Given
        NodeLoads loads = new NodeLoads();
        FleetSnapshot first = FleetSnapshot.EMPTY.with(node("a", 1));
        loads.see(first, 0);
        // When
        loads.see(first.with(node("b", 1)).with(node("a", 2)), 10 * SECOND);
        loads.see(first.with(node("b", 1)).with(node("a", 2)), 20 * SECOND);
        // Then
        assertThat(loads.of("a", 0).inRotationMicros(15 * SECOND)).isEqualTo(5 * SECOND);
        assertThat(loads.of("b", 0).inRotationMicros(15 * SECOND)).isEqualTo(5 * SECOND);
    }

    @Test
    void whoIsInTheFirstPictureHasBeenThereBefore() {
        // Given
        NodeLoads loads = new NodeLoads();
        // When
        loads.see(FleetSnapshot.EMPTY.with(node("a", 1)), 0);
        // Then
        assertThat(loads.of("a", 0).inRotationMicros(1)).isGreaterThan(3_600 * SECOND);
    }

    @Test
    void theLoadOfANodeThatIsGoneIsForgotten() {
        // Given
        NodeLoads loads = new NodeLoads();
        NodeLoad known = loads.of("gone", 0);
        NodeLoad busy = loads.of("busy", 0);
        busy.began(0);
        // When
        loads.see(FleetSnapshot.EMPTY.with(node("a", 1)), 0);
        // Then
        assertThat(loads.of("gone", 0)).isNotSameAs(known);
        assertThat(loads.of("busy", 0)).isSameAs(busy);
    }

    private static NodeState node(String id, long incarnation) {
        return new NodeState(
                id,
                incarnation,
                "hk",
                "http://127.0.0.1:1",
                100,
                "/health",
                WantedState.ACTIVE,
                NodeHealth.HEALTHY,
                incarnation);
    }
}
