package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pagurus.events.TopologyState.RegionState;
import org.junit.jupiter.api.Test;

/** Which regions and nodes serve, which stand by, and how a new one begins. */
class WhoServesTest {

    private static EdgeSuite edge(String strategy) {
        return EdgeSuite.with()
                .rules(
                        """
                        nodes:
                          main-1: {labels: [main]}
                        routes:
                          - name: all
                            strategy: {kind: round-robin, %s}
                        """
                                .formatted(strategy));
    }

    private static void send(EdgeSuite suite, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(suite.send(suite.request("/x").build()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void regionsGetTheirShares() {
        try (EdgeSuite suite = edge("regions: {mode: by-weight}")) {
            // Given
            StandInNode hk = suite.node("hk-1", "hk", 100);
            StandInNode jp = suite.node("jp-1", "jp", 100);
            StandInNode us = suite.node("us-1", "us", 100);
            suite.tell(new RegionState("hk", 2, 60));
            suite.tell(new RegionState("jp", 2, 25));
            suite.tell(new RegionState("us", 2, 15));
            // When
            send(suite, 2_000);
            // Then: the standard deviation of 60 % of 2,000 draws is 22
            assertThat(hk.received().size()).isCloseTo(1_200, within(110));
            assertThat(jp.received().size()).isCloseTo(500, within(100));
            assertThat(us.received().size()).isCloseTo(300, within(80));
        }
    }

    @Test
    void theFirstRegionOfAnOrderTakesAllItCan() {
        try (EdgeSuite suite = edge("regions: {mode: in-order, order: [jp, us]}")) {
            // Given
            suite.node("hk-1", "hk", 100);
            StandInNode us = suite.node("us-1", "us", 100);
            StandInNode jp = suite.node("jp-1", "jp", 100);
            // When
            send(suite, 5);
            suite.eject(jp);
            send(suite, 5);
            // Then
            assertThat(jp.received()).hasSize(5);
            assertThat(us.received()).hasSize(5);
        }
    }

    @Test
    void nodesWithoutTheActiveLabelStandBy() {
        try (EdgeSuite suite = edge("active: main")) {
            // Given
            StandInNode standby = suite.node("standby", "hk", 100);
            StandInNode main = suite.node("main-1", "hk", 100);
            // When
            send(suite, 5);
            suite.eject(main);
            send(suite, 3);
            suite.readmit("main-1");
            send(suite, 5);
            // Then
            assertThat(main.received()).hasSize(10);
            assertThat(standby.received()).hasSize(3);
        }
    }

    @Test
    void aNodeThatIsReadmittedBeginsWithATenth() {
        try (EdgeSuite suite = edge("slow-start: {window: 1h, least: 0.1}")) {
            // Given
            StandInNode stays = suite.node("a", "hk", 100);
            StandInNode back = suite.node("b", "hk", 100);
            suite.eject(back);
            send(suite, 1);
            // When
            suite.readmit("b");
            send(suite, 110);
            // Then: 10 of 110, were the suite's numbers quite random; half of them without it
            assertThat(back.received().size()).isBetween(4, 25);
            assertThat(stays.received().size()).isGreaterThan(80);
        }
    }

    @Test
    void inAPanicEjectedNodesAreAskedToo() {
        try (EdgeSuite suite = edge("panic-below: 0.6")) {
            // Given
            StandInNode healthy = suite.node("a", "hk", 100);
            StandInNode ejected = suite.node("b", "hk", 100);
            suite.eject(ejected);
            // When
            send(suite, 10);
            // Then
            assertThat(healthy.received()).hasSize(5);
            assertThat(ejected.received()).hasSize(5);
        }
    }
}
