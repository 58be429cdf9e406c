package io.pagurus.session.fold;

import io.pagurus.events.Owner;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Immutable; equal by content. What the fold remembers of a session: enough to judge its next
 * entry, no messages.
 *
 * @param epoch of the last grant; 0 when the session was quarantined before anybody opened it
 * @param owner of that epoch; null only with epoch 0
 * @param seq the number of the last committed turn, 0 before the first
 * @param partition of the journal, for the session's whole life
 * @param firstOffset of the first entry; one that expired and was opened anew keeps it
 * @param lastOffset of the last entry that changed this header: the version that a view is of
 * @param principal who opened it; null when nobody had to say
 * @param regionLastSeen the region in which it was opened or last ran a turn
 * @param running the turn that has not ended; null when there is none
 * @param attempt the number of the last start in this epoch, 0 while none had one
 * @param window the last committed turns
 * @param agent the version of the agent's own state
 * @param unsettled turns that were left with a step that must not be repeated
 * @param tasks those that outlive their turn
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
        long attempt,
        TurnWindow window,
        AgentVersion agent,
        Unsettled unsettled,
        TaskQueue tasks) {

    public SessionHeader {
        Objects.requireNonNull(sessionId, "sessionId");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(window, "window");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(unsettled, "unsettled");
        Objects.requireNonNull(tasks, "tasks");
    }

    /** The committed turn of an id, within the window; null when it is not known. */
    public @Nullable KnownTurn turn(String turnId) {
        int ago = window.ago(turnId);
        return ago < 0 ? null : new KnownTurn(seq - ago, window.requestMark(ago), ago == 0);
    }

    /** The running turn if it has this id; else null. */
    public @Nullable RunningTurn running(String turnId) {
        return running != null && running.turnId().equals(turnId) ? running : null;
    }

    /** How often the agent's own state was set. */
    public long agentStateVersion() {
        return agent.version();
    }

    /** Whether a takeover cannot wait for the next request: a turn or a task is unfinished. */
    public boolean needsAttention() {
        return state.takesWrites() && (running != null || !tasks.open().isEmpty());
    }

    public boolean ownedBy(String node) {
        return owner != null && owner.node().equals(node);
    }
}
