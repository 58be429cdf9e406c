package io.pagurus.session.journal;

import java.util.Map;

/** Called on the journal reader's thread, in the journal's order; must not block for long. */
public interface FoldListener {

    /** An entry was folded. */
    void onFolded(FoldedEntry entry);

    /** The journal is read from its beginning, for the first time or again. */
    default void onPlaced() {}

    /**
     * All that was there when the reading began has been folded.
     *
     * @param ends by partition, the offset of the next entry
     */
    default void onCaughtUp(Map<Integer, Long> ends) {}
}
