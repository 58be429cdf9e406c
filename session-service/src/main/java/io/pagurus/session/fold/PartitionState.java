package io.pagurus.session.fold;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Immutable. What a partition of the journal has beside its sessions, as of an entry: what its next
 * entry is judged by, whichever session it is of.
 *
 * @param floor below which no session begins that nobody knows
 * @param marks by offset, from behind which entry on which version of the rules holds
 */
public record PartitionState(EpochFloor floor, NavigableMap<Long, RulesVersion> marks) {

    /** Of a partition in which nothing was forgotten, and no mark stands. */
    public static final PartitionState NONE =
            new PartitionState(EpochFloor.NONE, Collections.emptyNavigableMap());

    public PartitionState {
        marks = Collections.unmodifiableNavigableMap(new TreeMap<>(marks));
    }
}
