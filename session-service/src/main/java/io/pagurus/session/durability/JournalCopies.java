package io.pagurus.session.durability;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Immutable. How the brokers keep the journal.
 *
 * @param partitions each of them
 * @param minInSync copies that have to be in step for an entry to be taken
 * @param uncleanElection whether a copy that was not in step may become the leader
 */
public record JournalCopies(
        List<PartitionCopies> partitions, int minInSync, boolean uncleanElection) {

    /** Of a broker that was not told in which rack it is. */
    public static final String NO_RACK = "";

    /**
     * Immutable.
     *
     * @param racks of the brokers that have a copy, one each; a rack is a region
     */
    public record PartitionCopies(int partition, List<String> racks) {
        public PartitionCopies {
            racks = List.copyOf(racks);
        }

        /** In how many it surely has a copy. */
        int regions() {
            return told().size();
        }

        /** A broker without a rack may be in the region that has the most. */
        int mostInOneRegion() {
            int untold = Collections.frequency(racks, NO_RACK);
            return untold
                    + told().stream()
                            .mapToInt(rack -> Collections.frequency(racks, rack))
                            .max()
                            .orElse(0);
        }

        private Set<String> told() {
            Set<String> told = new HashSet<>(racks);
            told.remove(NO_RACK);
            return told;
        }
    }

    public JournalCopies {
        partitions = List.copyOf(partitions);
    }

    /** Of the partition that has the fewest. */
    public int fewest() {
        return partitions.stream().mapToInt(each -> each.racks().size()).min().orElse(0);
    }
}
