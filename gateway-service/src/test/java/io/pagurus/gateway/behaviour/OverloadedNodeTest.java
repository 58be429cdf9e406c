package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A node gets slower the more it has to do at once, and steeply so beyond what it is good for. */
class OverloadedNodeTest {

    private static final int GOOD_FOR = 50;
    private static final int TOO_MANY = 200;
    private static final int ROUNDS = 3;
    private static final int ANSWERS_A_ROUND = 400;

    /** A refused client comes again after a while; sooner, and it would ask nothing but this. */
    private static final long REST_MILLIS = 100;

    private static final String LIMITED = "limits: {node: {ceiling: " + GOOD_FOR + ", queue: 100}}";

    private static final String UNLIMITED =
            "limits: {node: {ceiling: 1000, adaptive: false, queue: 0}}";

    /** Event-loop confined by its node, but for the most. What a node does that can be overrun. */
    private static final class Degrading implements StandInNode.Deed {
        /** Long beside what the machine adds. */
        private static final double ALONE_MILLIS = 100;

        private final Vertx vertx;
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        Degrading(Vertx vertx) {
            this.vertx = vertx;
        }

        @Override
        public void with(HttpServerRequest request) {
            int now = running.incrementAndGet();
            most.accumulateAndGet(now, Math::max);
            double load = (double) now / GOOD_FOR;
            long millis = Math.round(ALONE_MILLIS * (1 + load * load));
            vertx.setTimer(
                    millis,
                    _ -> {
                        running.decrementAndGet();
                        StandInNode.answer("ok").with(request);
                    });
        }
    }

    @Test
    void whomItAdmitsIsServedAlmostAsSoonAsIfNobodyElseAsked() {
        try (EdgeSuite suite = EdgeSuite.with().rules(LIMITED)) {
            // Given
            Degrading work = new Degrading(suite.vertx);
            suite.node("a").always(work);
            measure(suite, GOOD_FOR, new ArrayList<>());
            List<Long> atGood = new ArrayList<>();
            List<Long> atTooMany = new ArrayList<>();
            int refused = 0;
            // When
            for (int round = 0; round < ROUNDS; round++) {
                measure(suite, GOOD_FOR, atGood);
                refused += measure(suite, TOO_MANY, atTooMany);
            }
            // Then
            assertThat(work.most.get()).isEqualTo(GOOD_FOR);
            assertThat(refused).isPositive();
            suite.rules(UNLIMITED);
            List<Long> unlimited = new ArrayList<>();
            measure(suite, TOO_MANY, unlimited);
            double ratio = (double) p95(atTooMany) / p95(atGood);
            double without = (double) p95(unlimited) / p95(atGood);
            System.out.printf(
                    "overloaded node: p95 %d ms at 50 offered, %d ms at 200 (%.2f), %d refused;"
                            + " without a limit %d ms (%.2f)%n",
                    p95(atGood) / 1_000_000,
                    p95(atTooMany) / 1_000_000,
                    ratio,
                    refused,
                    p95(unlimited) / 1_000_000,
                    without);
            assertThat(ratio).isLessThanOrEqualTo(1.2);
            assertThat(without).isGreaterThan(2);
        }
    }

    /** Has so many clients ask at once; returns how many were refused. */
    private static int measure(EdgeSuite suite, int clients, List<Long> nanos) {
        Crowd crowd = new Crowd(suite, clients, REST_MILLIS, (_, _) -> suite.request("/x"));
        try (crowd) {
            crowd.awaitMore(ANSWERS_A_ROUND);
        }
        assertThat(crowd.wrong()).isEmpty();
        nanos.addAll(crowd.nanos());
        return crowd.refused();
    }

    private static long p95(List<Long> nanos) {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        return sorted.get(sorted.size() * 95 / 100);
    }
}
