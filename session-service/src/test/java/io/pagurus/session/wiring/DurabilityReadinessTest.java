package io.pagurus.session.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.session.durability.Durability;
import io.pagurus.session.durability.DurabilityWatch;
import io.pagurus.session.durability.JournalCopies;
import io.pagurus.session.durability.JournalCopies.PartitionCopies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class DurabilityReadinessTest {

    @Test
    void anInstanceWhosePromiseIsNotTrueIsNotReadyAndSaysWhatIsMissing() {
        // Given
        JournalCopies near = journal(2, new PartitionCopies(3, List.of("hk", "hk", "jp")));
        // When
        HealthCheckResponse told = readiness(Durability.GEO, Optional.of(near));
        // Then
        assertThat(told.getStatus()).isEqualTo(Status.DOWN);
        assertThat(told.getData().orElseThrow())
                .isEqualTo(
                        Map.of(
                                "class",
                                "geo",
                                "copies",
                                3L,
                                "minInSync",
                                2L,
                                "missing",
                                "partition 3 has copies in the racks [hk, hk, jp], not in" + " 3"));
    }

    @Test
    void nobodyIsToldThatRegionsHaveItBeforeTheBrokersSaidSo() {
        // When
        HealthCheckResponse told = readiness(Durability.GEO, Optional.empty());
        // Then
        assertThat(told.getStatus()).isEqualTo(Status.DOWN);
        assertThat(told.getData().orElseThrow())
                .containsEntry("missing", "the brokers have not answered yet");
    }

    @Test
    void oneRegionIsReadyWithASingleCopyAndSaysHowManyItHas() {
        // Given
        JournalCopies single = journal(1, new PartitionCopies(0, List.of("")));
        // When
        HealthCheckResponse told = readiness(Durability.REGION, Optional.of(single));
        // Then
        assertThat(told.getStatus()).isEqualTo(Status.UP);
        assertThat(told.getData().orElseThrow())
                .isEqualTo(Map.of("class", "region", "copies", 1L, "minInSync", 1L));
    }

    private static HealthCheckResponse readiness(
            Durability promised, Optional<JournalCopies> brokers) {
        DurabilityWatch watch = new DurabilityWatch(promised, () -> brokers);
        watch.look();
        return new DurabilityReadiness(watch).call();
    }

    private static JournalCopies journal(int minInSync, PartitionCopies partition) {
        return new JournalCopies(List.of(partition), minInSync, false);
    }
}
