package io.pagurus.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.protocol.check.Check;
import io.pagurus.protocol.check.Fixture;
import io.pagurus.protocol.simulation.Simulation;
import io.pagurus.protocol.simulation.SimulationReport;
import io.pagurus.protocol.simulation.SimulationSettings;
import io.pagurus.protocol.variant.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole protocol in virtual time; {@code -Dpagurus.seed=N} repeats a run. */
class SimulationTest {

    private static final long STEPS = 100_000;

    static List<Fixture> wrongProtocols() {
        return Fixture.ALL.stream().filter(Fixture::simulated).toList();
    }

    @Test
    void faultsBreakNoInvariant() {
        // Given
        long seed = Long.getLong("pagurus.seed", Check.anySeed());

        // When
        SimulationReport report =
                Simulation.run(SimulationSettings.of(Protocol.RIGHT, seed, STEPS));

        // Then
        System.out.println("simulation, -Dpagurus.seed=" + seed + ": " + report.tallies());
        assertThat(report.violation()).as("seed %d", seed).isNull();
        assertThat(report.steps()).isGreaterThanOrEqualTo(STEPS);
    }

    @Test
    void sameSeedIsTheSameRun() {
        // Given
        SimulationSettings settings = SimulationSettings.of(Protocol.RIGHT, 7, 20_000);

        // When
        SimulationReport first = Simulation.run(settings);
        SimulationReport again = Simulation.run(settings);
        SimulationReport other = Simulation.run(SimulationSettings.of(Protocol.RIGHT, 8, 20_000));

        // Then
        assertThat(again).isEqualTo(first);
        assertThat(other.digest()).isNotEqualTo(first.digest());
    }

    @ParameterizedTest
    @MethodSource("wrongProtocols")
    void wrongProtocolIsCaught(Fixture wrong) {
        // When
        SimulationReport report = Check.simulatedUntilCaught(wrong, 1, STEPS);

        // Then
        assertThat(report.violation()).isNotNull();
    }
}
