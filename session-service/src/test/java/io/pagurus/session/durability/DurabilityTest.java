package io.pagurus.session.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagurus.session.durability.JournalCopies.PartitionCopies;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DurabilityTest {

    private static final PartitionCopies SPREAD = new PartitionCopies(0, List.of("hk", "jp", "us"));

    @Test
    void threeRegionsOfWhichTwoAreInStepSurviveTheLossOfOne() {
        // When
        List<String> missing = Durability.GEO.missing(journal(2, false, SPREAD));
        // Then
        assertThat(missing).isEmpty();
    }

    @Test
    void whatIsMissingIsNamed() {
        // Given
        PartitionCopies near = new PartitionCopies(3, List.of("hk", "hk", "jp"));
        PartitionCopies untold = new PartitionCopies(4, List.of("", "", ""));
        // When
        List<String> missing = Durability.GEO.missing(journal(1, true, SPREAD, near, untold));
        // Then
        assertThat(missing)
                .containsExactly(
                        "min.insync.replicas is 1, not at least 2",
                        "unclean.leader.election.enable is true",
                        "partition 3 has copies in the racks [hk, hk, jp], not in 3",
                        "partition 4 has copies in the racks [, , ], not in 3");
    }

    @Test
    void copiesThatHaveToBeInStepDoNotFitIntoOneRegion() {
        // Given
        PartitionCopies twoInHk = new PartitionCopies(5, List.of("hk", "hk", "jp", "us"));
        // When
        List<String> two = Durability.GEO.missing(journal(2, false, SPREAD, twoInHk));
        List<String> three = Durability.GEO.missing(journal(3, false, SPREAD, twoInHk));
        // Then
        assertThat(two)
                .containsExactly(
                        "partition 5 has 2 copies that may be in one region, and"
                                + " min.insync.replicas is 2, not at least 3");
        assertThat(three).isEmpty();
    }

    @Test
    void aCopyInNoRackMayBeInAnyRegion() {
        // Given
        PartitionCopies untold = new PartitionCopies(6, List.of("hk", "jp", "us", ""));
        // When
        List<String> missing = Durability.GEO.missing(journal(2, false, untold));
        // Then
        assertThat(missing)
                .containsExactly(
                        "partition 6 has 2 copies that may be in one region, and"
                                + " min.insync.replicas is 2, not at least 3");
    }

    @Test
    void oneRegionPromisesNothingThatItsBrokersCouldLack() {
        // When
        List<String> missing =
                Durability.REGION.missing(journal(1, true, new PartitionCopies(0, List.of(""))));
        // Then
        assertThat(missing).isEmpty();
    }

    @Test
    void brokersThatDoNotAnswerAreAsTheySaidLast() {
        // Given
        Optional<JournalCopies> good = Optional.of(journal(2, false, SPREAD));
        var answers = new java.util.ArrayDeque<>(List.of(good, Optional.<JournalCopies>empty()));
        DurabilityWatch watch = new DurabilityWatch(Durability.GEO, answers::remove);
        assertThat(watch.missing()).containsExactly("the brokers have not answered yet");
        // When
        watch.look();
        watch.look();
        // Then
        assertThat(watch.missing()).isEmpty();
        assertThat(watch.known()).isEqualTo(good);
    }

    @Test
    void anotherNameIsRefused() {
        assertThatThrownBy(() -> Durability.of("world"))
                .hasMessage("pagurus.durability is region or geo, not world");
    }

    private static JournalCopies journal(
            int minInSync, boolean unclean, PartitionCopies... partitions) {
        return new JournalCopies(List.of(partitions), minInSync, unclean);
    }
}
