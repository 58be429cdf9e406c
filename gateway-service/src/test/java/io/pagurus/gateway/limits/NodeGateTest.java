package io.pagurus.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NodeGateTest {

    private static final Rank NORMAL = new Rank("others", 1, 100);
    private static final Rank BULK = new Rank("bulk", 2, 50);

    private final List<String> called = new ArrayList<>();

    @Test
    void whoDoesNotFitWaitsAndIsCalledWhenAPlaceIsLeft() {
        // Given
        NodeGate gate = gate(1, 10);
        assertThat(enter(gate, 1, "a")).isInstanceOf(Place.Taken.class);
        assertThat(enter(gate, 1, "b")).isInstanceOf(Place.Queued.class);
        // When
        gate.leave(NORMAL);
        // Then
        assertThat(called).containsExactly("b");
        assertThat(gate.taken()).isEqualTo(1);
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void theMoreUrgentIsCalledFirstThenTheLongestWaiting() {
        // Given
        NodeGate gate = gate(1, 10);
        enter(gate, 1, "now");
        enter(gate, 2, "bulk");
        enter(gate, 1, "normal");
        enter(gate, 0, "urgent");
        enter(gate, 0, "urgent, later");
        // When
        for (int i = 0; i < 4; i++) {
            gate.leave(NORMAL);
        }
        // Then
        assertThat(called).containsExactly("urgent", "urgent, later", "normal", "bulk");
    }

    @Test
    void whoIsContentWithAShareLeavesTheRestToOthers() {
        // Given
        NodeGate gate = gate(4, 10);
        assertThat(enter(gate, 2, 50, "bulk 1")).isInstanceOf(Place.Taken.class);
        assertThat(enter(gate, 2, 50, "bulk 2")).isInstanceOf(Place.Taken.class);
        // When
        Place bulk = enter(gate, 2, 50, "bulk 3");
        Place urgent = enter(gate, 0, 100, "urgent");
        gate.leave(NORMAL);
        // Then
        assertThat(bulk).isInstanceOf(Place.Queued.class);
        assertThat(urgent).isInstanceOf(Place.Taken.class);
        assertThat(called).isEmpty();
        gate.leave(BULK);
        assertThat(called).containsExactly("bulk 3");
    }

    @Test
    void whoHasAShareGetsItBesideOthersThatHaveMore() {
        // Given
        NodeGate gate = gate(4, 10);
        enter(gate, 1, "a");
        enter(gate, 1, "b");
        // When, Then
        assertThat(enter(gate, 2, 50, "bulk 1")).isInstanceOf(Place.Taken.class);
        assertThat(enter(gate, 2, 50, "bulk 2")).isInstanceOf(Place.Taken.class);
        assertThat(enter(gate, 2, 50, "bulk 3")).isInstanceOf(Place.Queued.class);
    }

    @Test
    void whoWaitsForItsSharesEndHoldsUpNobody() {
        // Given
        NodeGate gate = gate(4, 10);
        enter(gate, 1, 50, "bulk 1");
        enter(gate, 1, 50, "bulk 2");
        enter(gate, 1, 50, "bulk 3");
        // When
        Place third = enter(gate, 1, "a");
        Place fourth = enter(gate, 1, "b");
        Place fifth = enter(gate, 1, "c");
        gate.leave(NORMAL);
        // Then
        assertThat(third).isInstanceOf(Place.Taken.class);
        assertThat(fourth).isInstanceOf(Place.Taken.class);
        assertThat(fifth).isInstanceOf(Place.Queued.class);
        assertThat(called).containsExactly("c");
        gate.leave(BULK);
        assertThat(called).containsExactly("c", "bulk 3");
    }

    @Test
    void aFullQueueRefusesAndSaysHowManyWait() {
        // Given
        NodeGate gate = gate(1, 1);
        enter(gate, 1, "a");
        enter(gate, 1, "b");
        // When, Then
        assertThat(enter(gate, 1, "c")).isEqualTo(new Place.Refused(1));
    }

    @Test
    void whoGivesUpIsNotCalledAndKnowsHowManyWereBeforeIt() {
        // Given
        NodeGate gate = gate(1, 10);
        enter(gate, 1, "a");
        enter(gate, 1, "b");
        Place.Queued third = (Place.Queued) enter(gate, 1, "c");
        // When
        int before = third.waiter().giveUp();
        gate.leave(NORMAL);
        gate.leave(NORMAL);
        // Then
        assertThat(before).isEqualTo(1);
        assertThat(called).containsExactly("b");
        assertThat(third.waiter().giveUp()).isNegative();
        assertThat(gate.taken()).isZero();
    }

    @Test
    void patienceIsAShareOfWhatAnswersTake() {
        // Given
        NodeGate gate = gate(1, 10);
        enter(gate, 1, "a");
        // When
        gate.took(0, Duration.ofMillis(200), false);
        // Then
        assertThat(((Place.Queued) enter(gate, 1, "b")).patienceMillis()).isEqualTo(20);
    }

    @Test
    void patienceAtAFastNodeIsWhatAClockCanTell() {
        // Given
        NodeGate gate = gate(1, 10);
        enter(gate, 1, "a");
        // When
        gate.took(0, Duration.ofNanos(200_000), false);
        // Then
        assertThat(((Place.Queued) enter(gate, 1, "b")).patienceMillis()).isEqualTo(5);
    }

    @Test
    void aHigherCeilingCallsWhoWaits() {
        // Given
        NodeGate gate = gate(1, 10);
        enter(gate, 1, "a");
        enter(gate, 1, "b");
        enter(gate, 1, "c");
        // When
        gate.apply(rules(2, 10));
        // Then
        assertThat(called).containsExactly("b");
    }

    @Test
    void answersThatGetSlowerLowerAnAdaptiveLimit() {
        // Given
        NodeGate gate = new NodeGate(new GateRules(50, 5, true, 0, Duration.ZERO, 0));
        for (int i = 0; i < 50; i++) {
            enter(gate, 1, "x");
        }
        for (int i = 0; i < 200; i++) {
            gate.took(i, Duration.ofMillis(10), false);
        }
        int before = gate.limit();
        // When
        int lowest = before;
        for (int i = 0; i < 200; i++) {
            gate.took(i, Duration.ofMillis(200), false);
            lowest = Math.min(lowest, gate.limit());
        }
        // Then: what stays slow becomes the new normal, so the limit rises again in the end
        assertThat(before).isEqualTo(50);
        assertThat(lowest).isBetween(5, 30);
    }

    @Test
    void noPlaceIsLostOrDoubledWhenAllComeAtOnce() throws InterruptedException {
        // Given
        NodeGate gate = gate(3, 1_000_000);
        AtomicInteger most = new AtomicInteger();
        int rounds = 2_000;
        int threads = 4;
        CountDownLatch over = new CountDownLatch(rounds * threads);
        AtomicInteger inside = new AtomicInteger();
        // When
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            Runnable use =
                    () -> {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        inside.decrementAndGet();
                        pool.execute(() -> gate.leave(NORMAL));
                        over.countDown();
                    };
            for (int t = 0; t < threads; t++) {
                pool.execute(() -> {
                    for (int i = 0; i < rounds; i++) {
                        if (gate.enter(NORMAL, use) instanceof Place.Taken) {
                            use.run();
                        }
                    }
                });
            }
            assertThat(over.await(20, TimeUnit.SECONDS)).isTrue();
        }
        // Then
        assertThat(most.get()).isBetween(1, 3);
        assertThat(gate.taken()).isZero();
        assertThat(gate.waiting()).isZero();
    }

    private Place enter(NodeGate gate, int priority, String name) {
        return enter(gate, priority, 100, name);
    }

    private Place enter(NodeGate gate, int priority, int share, String name) {
        Rank rank = new Rank(share < 100 ? "bulk" : "others", priority, share);
        return gate.enter(rank, () -> called.add(name));
    }

    private static NodeGate gate(int places, int queue) {
        return new NodeGate(rules(places, queue));
    }

    private static GateRules rules(int places, int queue) {
        return new GateRules(places, places, false, queue, Duration.ofSeconds(1), 0.1);
    }
}
