package io.pagurus.protocol.variant;

import io.pagurus.session.fold.EpochFloor;
import io.pagurus.session.fold.FencedRules;
import io.pagurus.session.fold.FoldLimits;
import io.pagurus.session.fold.Rules;
import io.pagurus.session.journal.FoldedEntry;
import java.util.Set;
import java.util.TreeSet;

/**
 * Immutable. A protocol to be checked: what decides, what an acknowledgement waits for, and which
 * of the guards are there. {@link #RIGHT} is the one in production; {@link Wrong} has others.
 *
 * @param rules what the fold accepts
 * @param authority what a write has to pass
 * @param acknowledgement what the writer waits for before it tells its client
 * @param fence by what a node knows that it may write
 * @param deduplication where it is looked whether a turn is known
 * @param guards that are there
 */
public record Protocol(
        String name,
        Rules rules,
        Authority authority,
        Acknowledgement acknowledgement,
        Fence fence,
        Deduplication deduplication,
        Set<Guard> guards) {

    /** What refuses what is late. */
    public enum Guard {
        /** A step of the view is refused when it was applied, or leaves a gap. */
        VIEW_OFFSETS,
        /** A snapshot of an earlier owner of the partition is refused. */
        SNAPSHOT_GENERATION,
        /** A lease that prolongs a running attempt is not taken for the beginning of one. */
        NEW_LEASE_ALONE,
        /** What is forgotten leaves its epoch as a floor, above which sessions begin. */
        EPOCH_FLOOR,
        /** A snapshot has the epoch floor. */
        STORED_FLOOR
    }

    /** What a write has to pass. */
    public enum Authority {
        /** The fold of the journal, at the write's place in it. */
        JOURNAL,
        /** A script in Redis that compares epochs. */
        REDIS,
        /** The same, and then the write is produced to the journal, which takes everything. */
        REDIS_THEN_JOURNAL
    }

    /** What the writer waits for. */
    public enum Acknowledgement {
        VERDICT,
        BROKER
    }

    /** By what a node knows that it may write. */
    public enum Fence {
        EPOCH,
        /** It looks at its clock before it writes; takers wait until the lease is over. */
        LEASE
    }

    /** Where it is looked whether a turn is known. */
    public enum Deduplication {
        FOLD,
        /** In the view's recent turn ids, when the turn begins. */
        REDIS_ONLY
    }

    /** Journal first, the epochs in the same log, told only after the verdict was read back. */
    public static final Protocol RIGHT =
            new Protocol(
                    "journal, fold, read back",
                    new FencedRules(FoldLimits.DEFAULT),
                    Authority.JOURNAL,
                    Acknowledgement.VERDICT,
                    Fence.EPOCH,
                    Deduplication.FOLD,
                    Set.of(Guard.values()));

    public boolean has(Guard guard) {
        return guards.contains(guard);
    }

    /** The partition's epoch floor after an entry; none where nobody keeps it. */
    public EpochFloor floor(EpochFloor floorBefore, FoldedEntry entry) {
        return has(Guard.EPOCH_FLOOR)
                ? floorBefore.after(entry.before(), entry.after(), entry.at())
                : EpochFloor.NONE;
    }

    Protocol named(String other) {
        return new Protocol(other, rules, authority, acknowledgement, fence, deduplication, guards);
    }

    Protocol with(Rules other) {
        return new Protocol(name, other, authority, acknowledgement, fence, deduplication, guards);
    }

    Protocol with(Authority other) {
        return new Protocol(name, rules, other, acknowledgement, fence, deduplication, guards);
    }

    Protocol with(Acknowledgement other) {
        return new Protocol(name, rules, authority, other, fence, deduplication, guards);
    }

    Protocol with(Fence other) {
        return new Protocol(name, rules, authority, acknowledgement, other, deduplication, guards);
    }

    Protocol with(Deduplication other) {
        return new Protocol(name, rules, authority, acknowledgement, fence, other, guards);
    }

    Protocol without(Guard guard) {
        Set<Guard> others = new TreeSet<>(guards);
        others.remove(guard);
        return new Protocol(
                name, rules, authority, acknowledgement, fence, deduplication, Set.copyOf(others));
    }
}
