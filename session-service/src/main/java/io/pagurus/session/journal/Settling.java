package io.pagurus.session.journal;

import java.util.Map;

/**
 * Called on the journal reader's thread. A listener that remembers over a restart how far it came;
 * the position is kept as the committed offsets of a consumer group.
 */
public interface Settling extends FoldListener {

    /**
     * Where it goes on; entries before it are done.
     *
     * @param next by partition, the offset of the first entry that is not done
     */
    void resumeFrom(Map<Integer, Long> next);

    /** By partition, the offset up to which all is done. */
    Map<Integer, Long> settled();
}
