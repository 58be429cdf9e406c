package io.pagurus.session.privacy;

import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.SessionState;
import io.pagurus.session.journal.FoldedEntry;
import java.util.Optional;

/** Pure. Which keys an end of a session's content takes with it. */
final class Ends {

    /**
     * Immutable. An end of a session's content.
     *
     * @param epoch the last one whose records may be in that content
     * @param offset of the entry that ended it
     */
    record End(int partition, String sessionId, long epoch, long offset) {

        /**
         * Whether the key is of the content that ended. Epochs rise over all lives of a session, so
         * no later content has a key of such an epoch; one that was made later serves nothing.
         */
        boolean takes(WrappedKey key) {
            return key.epoch() <= epoch && key.after() < offset;
        }
    }

    private Ends() {}

    /** Whether nothing is left of the session but its fence. */
    static boolean isEnded(SessionHeader header) {
        return header.state() instanceof SessionState.Expired
                || header.state() instanceof SessionState.Deleted;
    }

    /** The end as the session's header tells it; empty while there is content. */
    static Optional<End> of(SessionHeader header) {
        return isEnded(header)
                ? Optional.of(
                        new End(
                                header.partition(),
                                header.sessionId(),
                                header.epoch(),
                                header.lastOffset()))
                : Optional.empty();
    }

    /**
     * The end that an entry tells of: it is one, or comes after one, and its writer may have made a
     * key that it did not know to be late.
     */
    static Optional<End> of(FoldedEntry folded) {
        SessionHeader after = folded.after();
        if (after != null) {
            return of(after);
        }
        // Forgotten: what may come begins above its epoch.
        return folded.before() == null
                ? Optional.empty()
                : Optional.of(
                        new End(
                                folded.at().partition(),
                                folded.sessionId(),
                                folded.before().epoch(),
                                folded.at().offset()));
    }
}
