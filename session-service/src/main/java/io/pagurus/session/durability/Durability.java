package io.pagurus.session.durability;

import io.pagurus.session.durability.JournalCopies.PartitionCopies;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

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
     * What the brokers lack for the promise to be true; empty when it is. Pure. With three copies
     * in three regions of which two have to be in step, whatever was acknowledged is in a region
     * that is left, and an election takes nobody who was not in step.
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
        copies.partitions().forEach(partition -> missing.addAll(missing(partition)));
        return missing;
    }

    private static List<String> missing(PartitionCopies partition) {
        Set<String> regions = new TreeSet<>(partition.racks());
        regions.remove(JournalCopies.NO_RACK);
        return regions.size() >= REGIONS
                ? List.of()
                : List.of(
                        "partition %d has copies in the racks %s, not in %d"
                                .formatted(partition.partition(), partition.racks(), REGIONS));
    }
}
