package io.pagurus.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.store.FaultKind.Lane;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {

    @Test
    void seedAndRoundSayWhatHappens() {
        assertThat(FaultSchedule.draw(7, 3, 50)).isEqualTo(FaultSchedule.draw(7, 3, 50));
        assertThat(FaultSchedule.draw(7, 3, 50)).isNotEqualTo(FaultSchedule.draw(7, 4, 50));
        assertThat(FaultSchedule.draw(7, 3, 50)).isNotEqualTo(FaultSchedule.draw(8, 3, 50));
    }

    @Test
    void asManyFaultsAsAskedForAndAllKindsInTheLongRun() {
        // Given
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);

        // When
        for (int round = 1; round <= 20; round++) {
            FaultSchedule schedule = FaultSchedule.draw(1, round, 50);
            assertThat(schedule.size()).isEqualTo(50);
            schedule.lanes().values().forEach(lane -> lane.forEach(each -> kinds.add(each.kind())));
        }

        // Then
        assertThat(kinds).containsExactlyInAnyOrder(FaultKind.values());
    }

    @Test
    void onlyInstancesThatRunAreHurtAndTwoAlwaysRun() {
        for (int round = 1; round <= 50; round++) {
            // Given
            Set<Integer> running = new TreeSet<>(Set.of(1, 2, 3));
            List<Injection> faults =
                    FaultSchedule.draw(5, round, 100)
                            .lanes()
                            .getOrDefault(Lane.INSTANCES, List.of());

            for (Injection fault : faults) {
                // When
                boolean ran = running.contains(fault.target());
                switch (fault.kind()) {
                    case ADD_INSTANCE -> running.add(fault.target());
                    case REMOVE_INSTANCE -> running.remove(fault.target());
                    default -> {}
                }

                // Then
                assertThat(ran).isEqualTo(fault.kind() != FaultKind.ADD_INSTANCE);
                assertThat(running.size()).isBetween(2, FaultSchedule.MOST);
            }
        }
    }
}
