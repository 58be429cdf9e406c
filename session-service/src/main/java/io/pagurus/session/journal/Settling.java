package io.pagurus.session.journal;

/**
 * A listener that tells others of each entry at least once: no snapshot may stand for an entry that
 * it has not told of. Goes on where the snapshot of an assigned partition ends.
 */
public interface Settling extends FoldListener {

    /**
     * By which offset of a partition all is told; thread-safe.
     *
     * @return the offset of the first entry that is not, or {@link Long#MIN_VALUE} for a partition
     *     that this instance does not have
     */
    long settled(int partition);
}
