package io.pagurus.session.durability;

import java.util.List;

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
    }

    public JournalCopies {
        partitions = List.copyOf(partitions);
    }

    /** Of the partition that has the fewest. */
    public int fewest() {
        return partitions.stream().mapToInt(each -> each.racks().size()).min().orElse(0);
    }
}
