package io.pagurus.session.fold;

import org.jspecify.annotations.Nullable;

/**
 * Immutable. The highest epoch that any forgotten session of one partition had: the first grant of
 * a session that nobody knows begins above it, so that no write of a life that was forgotten passes
 * the fence of a later one. One number stands for all forgotten sessions, whatever their ids.
 *
 * <p>It follows from the partition's entries alone. An offset would do as well, and would be
 * another one in a copy of the journal.
 *
 * @param epoch 0 while nothing was forgotten
 */
public record EpochFloor(long epoch) {

    public static final EpochFloor NONE = new EpochFloor(0);

    public EpochFloor {
        if (epoch < 0) {
            throw new IllegalArgumentException("an epoch floor begins at 0");
        }
    }

    /** The epoch to propose for the first grant of a session that nobody knows. */
    public long next() {
        return epoch + 1;
    }

    /**
     * Whether a session may begin with this epoch. More than {@link #next()} is as good: who folds
     * one session alone knows nothing of the others, and comes to the same verdicts.
     */
    boolean admits(long first) {
        return first > epoch;
    }

    /** The floor after an entry: it rises where the entry made its session forgotten. */
    public EpochFloor after(
            @Nullable SessionHeader before, @Nullable SessionHeader after, Position at) {
        if (before == null || after != null) {
            return this;
        }
        // Whose snapshot could not be read has lost its epoch; none is above the entries so far.
        long gone = before.firstOffset() < 0 ? at.offset() : before.epoch();
        return gone > epoch ? new EpochFloor(gone) : this;
    }
}
