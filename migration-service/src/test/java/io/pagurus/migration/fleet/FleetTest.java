package io.pagurus.migration.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.WantedState;
import io.pagurus.migration.Fleets;
import org.junit.jupiter.api.Test;

class FleetTest {

    @Test
    void onlyHealthyActiveOthersAreTargets() {
        // Given
        Fleet fleet =
                Fleets.of(
                        Fleets.healthy("hk-1"),
                        Fleets.healthy("us-1"),
                        Fleets.healthy("jp-1"),
                        Fleets.ejected("jp-2"),
                        Fleets.node("jp-3", 100, NodeHealth.JOINING, 0),
                        Fleets.node("jp-4", 0, NodeHealth.HEALTHY, 1),
                        draining("jp-5"));

        // Then
        assertThat(fleet.targets("hk-1"))
                .extracting(NodeState::nodeId)
                .containsExactly("jp-1", "us-1");
    }

    @Test
    void onlyALaterLifeInRotationIsAReadmission() {
        assertThat(Fleets.of(Fleets.healthy("hk-1")).readmitted("hk-1", 1)).isFalse();
        assertThat(Fleets.of(Fleets.node("hk-1", 1, NodeHealth.EJECTED, 2)).readmitted("hk-1", 1))
                .isFalse();
        assertThat(Fleets.of(Fleets.node("hk-1", 1, NodeHealth.HEALTHY, 2)).readmitted("hk-1", 1))
                .isTrue();
        assertThat(Fleet.EMPTY.readmitted("hk-1", 1)).isFalse();
    }

    private static NodeState draining(String id) {
        return new NodeState(
                id,
                1,
                "jp",
                "http://x",
                100,
                "/health",
                WantedState.DRAINING,
                NodeHealth.HEALTHY,
                1);
    }
}
