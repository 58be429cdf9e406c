package io.pagurus.session.journal;

import io.pagurus.session.fold.Position;
import java.time.Instant;

/**
 * Called on the journal reader's thread, in the journal's order; must not block for long. Only
 * {@link #onLoading} is called elsewhere.
 */
public interface FoldListener {

    /** An entry was folded. */
    void onFolded(FoldedEntry entry);

    /** A record stands there that is no session's entry. */
    default void onSkipped(Position at, Instant time) {}

    /**
     * A partition is being loaded, and is not served before this has returned. Called on a loading
     * thread; may block. What it throws makes the loading begin again.
     */
    default void onLoading(int partition) {}

    /**
     * The sessions of a partition were loaded from its snapshot; what follows is folded.
     *
     * @param next the offset of the next entry
     */
    default void onAssigned(int partition, long next) {}

    /**
     * All entries that were there when the partition was loaded have been folded.
     *
     * @param next the offset of the next entry
     */
    default void onCaughtUp(int partition, long next) {}

    /** The partition is another instance's now; nothing of it follows. */
    default void onRevoked(int partition) {}
}
