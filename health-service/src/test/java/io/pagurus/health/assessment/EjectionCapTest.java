package io.pagurus.health.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.WantedState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EjectionCapTest {

    @ParameterizedTest(name = "{0} nodes, one of the H is to go, share {1}: {2}")
    @CsvSource({
        "HHH,   0.67, true",
        "HHE,   0.67, true",
        "HEE,   0.67, false",
        "H,     1.0,  false",
        "HH,    0.5,  true",
        "HH,    0.49, false",
        "HE,    1.0,  false",
        "HJJ,   1.0,  false",
        "HHJ,   0.5,  true",
        "HHHHE, 0.4,  true",
        "HHHHE, 0.39, false",
        "HHH,   0.0,  false",
        "HHD,   0.67, true",
        "HDD,   1.0,  false",
    })
    void ejectsUpToTheShareAndNeverTheLastHealthyNode(
            String fleet, double share, boolean expected) {
        // Given
        List<NodeState> nodes = new ArrayList<>();
        Set<String> inDoubt = new HashSet<>();
        for (int i = 0; i < fleet.length(); i++) {
            char health = fleet.charAt(i);
            String id = "n" + nodes.size();
            nodes.add(node(id, health));
            if (health == 'D') {
                inDoubt.add(id);
            }
        }

        // When
        boolean allowed = new EjectionCap(share).allows(nodes, inDoubt, "n0");

        // Then
        assertThat(allowed).isEqualTo(expected);
    }

    private static NodeState node(String id, char health) {
        NodeHealth of =
                switch (health) {
                    case 'J' -> NodeHealth.JOINING;
                    case 'E' -> NodeHealth.EJECTED;
                    default -> NodeHealth.HEALTHY;
                };
        return new NodeState(id, 1, "hk", "http://n:1", 100, "/health", WantedState.ACTIVE, of, 1);
    }
}
