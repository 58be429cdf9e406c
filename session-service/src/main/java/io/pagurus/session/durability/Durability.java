package io.pagurus.session.durability;

import io.pagurus.session.durability.JournalCopies.PartitionCopies;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Immutable. What a commit's answer promises. */
public enum Durability {
    /** Brokers of one region have it. */
    REGION,
    /** Brokers of two regions have it, and losing any one region loses nothing. */
    GEO;

    private static final int REGIONS = 3;
    private static final int IN_STEP = 2;

    /**
     * The class of a name.
     *
     * @throws IllegalArgumentException for any other name
     */
    public static Durability of(String text) {
        return switch (text) {
            case "region" -> REGION;
            case "geo" -> GEO;
            default ->
                    throw new IllegalArgumentException(
                            "pagurus.durability is region or geo, not " + text);
        };
    }

    /** The name on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What the brokers lack for the promise to be true; empty when it is. Pure. More copies have to
     * be in step than any one region has, so whatever was acknowledged is also in another region,
     * and an election takes nobody who was not in step.
     */
    public List<String> missing(JournalCopies copies) {
        List<String> missing = new ArrayList<>();
        if (this == REGION) {
            return missing;
        }
        if (copies.minInSync() < IN_STEP) {
            missing.add(
                    "min.insync.replicas is %d, not at least %d"
                            .formatted(copies.minInSync(), IN_STEP));
        }
        if (copies.uncleanElection()) {
            missing.add("unclean.leader.election.enable is true");
        }
        copies.partitions()
                .forEach(partition -> missing.addAll(missing(partition, copies.minInSync())));
        return missing;
    }

    private static List<String> missing(PartitionCopies partition, int minInSync) {
        if (partition.regions() < REGIONS) {
            return List.of(
                    "partition %d has copies in the racks %s, not in %d"
                            .formatted(partition.partition(), partition.racks(), REGIONS));
        }
        int together = partition.mostInOneRegion();
        return together < IN_STEP || minInSync > together
                ? List.of()
                : List.of(
                        "partition %d has %d copies that may be in one region, and"
                                        .formatted(partition.partition(), together)
                                + " min.insync.replicas is %d, not at least %d"
                                        .formatted(minInSync, together + 1));
    }
}
