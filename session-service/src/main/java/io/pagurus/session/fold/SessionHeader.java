package io.pagurus.session.fold;

import io.pagurus.events.Owner;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What the fold remembers of a session: enough to judge its next entry, no messages.
 *
 * @param epoch of the last grant; 0 when the session was quarantined before anybody opened it
 * @param owner of that epoch; null only with epoch 0
 * @param seq the number of the last committed turn, 0 before the first
 * @param partition of the journal, for the session's whole life
 * @param firstOffset of the session's first entry
 * @param lastOffset of the last entry that changed this header: the version that a view is of
 * @param principal who opened it; null when nobody had to say
 * @param regionLastSeen the region in which it was opened or last ran a turn
 * @param running the turn that has not ended; null when there is none
 * @param remembered the last committed turns, the oldest first
 */
public record SessionHeader(
        String sessionId,
        long epoch,
        @Nullable Owner owner,
        SessionState state,
        long seq,
        int partition,
        long firstOffset,
        long lastOffset,
        @Nullable String principal,
        @Nullable String regionLastSeen,
        @Nullable RunningTurn running,
        List<RememberedTurn> remembered) {

    public SessionHeader {
        Objects.requireNonNull(sessionId, "sessionId");
        Objects.requireNonNull(state, "state");
        remembered = List.copyOf(remembered);
    }

    /** The committed turn of an id, within the window; null when it is not known. */
    public @Nullable RememberedTurn turn(String turnId) {
        // From the end: what is repeated is mostly the last one.
        for (int i = remembered.size() - 1; i >= 0; i--) {
            if (remembered.get(i).turnId().equals(turnId)) {
                return remembered.get(i);
            }
        }
        return null;
    }

    /** The running turn if it has this id; else null. */
    public @Nullable RunningTurn running(String turnId) {
        return running != null && running.turnId().equals(turnId) ? running : null;
    }

    /** Whether a takeover of it cannot wait for its next request: a turn is unfinished. */
    public boolean needsAttention() {
        return running != null;
    }

    public boolean ownedBy(String node) {
        return owner != null && owner.node().equals(node);
    }
}
