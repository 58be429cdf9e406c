package io.pagurus.protocol.world;

import java.util.ArrayList;
import java.util.List;

/**
 * Immutable. A partition of the journal, its snapshot, and the instances that share it.
 *
 * @param journal numbers of all its entries, those that the fold ignores too
 * @param copies by instance
 * @param group what the instances have agreed upon
 * @param writes snapshots on their way
 * @param told the entries whose writers were told that they are so, in order of their numbers
 */
public record Partition(
        List<Integer> journal,
        List<Copy> copies,
        Group group,
        List<SnapshotWrite> writes,
        List<Integer> told) {

    /**
     * Immutable. What the instances share.
     *
     * @param generation of the group: its owner may store a snapshot
     * @param snapshot number of the line that was stored last
     * @param committed the position from which a new owner reads on
     * @param rebalances that may still happen
     */
    record Group(int generation, int snapshot, int committed, int rebalances) {

        Group rebalanced() {
            return new Group(generation + 1, snapshot, committed, rebalances - 1);
        }

        Group stored(int line) {
            return new Group(generation, line, committed, rebalances);
        }

        Group committed(int position) {
            return new Group(generation, snapshot, position, rebalances);
        }
    }

    /** Immutable. A snapshot that an instance has begun to write. */
    record SnapshotWrite(int generation, int line, int position) {}

    Partition wrote(int entry) {
        List<Integer> after = new ArrayList<>(journal);
        after.add(entry);
        return new Partition(List.copyOf(after), copies, group, writes, told);
    }

    Partition copy(int instance, Copy now) {
        List<Copy> after = new ArrayList<>(copies);
        after.set(instance, now);
        return new Partition(journal, List.copyOf(after), group, writes, told);
    }

    Partition group(Group now) {
        return new Partition(journal, copies, now, writes, told);
    }

    Partition begun(SnapshotWrite write) {
        List<SnapshotWrite> after = new ArrayList<>(writes);
        after.add(write);
        return new Partition(journal, copies, group, List.copyOf(after), told);
    }

    Partition ended(int index) {
        List<SnapshotWrite> after = new ArrayList<>(writes);
        after.remove(index);
        return new Partition(journal, copies, group, List.copyOf(after), told);
    }

    Partition told(int entry) {
        if (told.contains(entry)) {
            return this;
        }
        List<Integer> after = new ArrayList<>(told);
        after.add(entry);
        after.sort(null);
        return new Partition(journal, copies, group, writes, List.copyOf(after));
    }
}
