package io.pagurus.session.fold;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.JournalRecord.OwnershipGranted;
import io.pagurus.events.Owner;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one verdict. The header that follows from an accepted entry: the one before it with
 * what the entry changes. Whether it is accepted, others decide.
 */
final class HeaderChange {

    private final String sessionId;
    private long epoch;
    private @Nullable Owner owner;
    private SessionState state;
    private long seq;
    private final int partition;
    private final long firstOffset;
    private final long lastOffset;
    private @Nullable String principal;
    private @Nullable String regionLastSeen;
    private @Nullable RunningTurn running;
    private long attempt;
    private TurnWindow window = TurnWindow.EMPTY;
    private AgentVersion agent = AgentVersion.NONE;
    private Unsettled unsettled = Unsettled.NONE;
    private TaskQueue tasks = TaskQueue.EMPTY;

    private HeaderChange(String sessionId, SessionState state, Position at) {
        this.sessionId = sessionId;
        this.state = state;
        this.partition = at.partition();
        this.firstOffset = at.offset();
        this.lastOffset = at.offset();
    }

    private HeaderChange(SessionHeader before, Position at) {
        this.sessionId = before.sessionId();
        this.epoch = before.epoch();
        this.owner = before.owner();
        this.state = before.state();
        this.seq = before.seq();
        this.partition = before.partition();
        this.firstOffset = before.firstOffset();
        this.lastOffset = at.offset();
        this.principal = before.principal();
        this.regionLastSeen = before.regionLastSeen();
        this.running = before.running();
        this.attempt = before.attempt();
        this.window = before.window();
        this.agent = before.agent();
        this.unsettled = before.unsettled();
        this.tasks = before.tasks();
    }

    static HeaderChange of(SessionHeader before, Position at) {
        return new HeaderChange(before, at);
    }

    /** The header of a session that nobody opened before. */
    static SessionHeader opened(OwnershipGranted grant, Position at) {
        return new HeaderChange(grant.sessionId(), new SessionState.Active(), at)
                .openedBy(grant)
                .header();
    }

    static SessionHeader bornQuarantined(String sessionId, String reason, Position at) {
        return new HeaderChange(sessionId, new SessionState.Quarantined(reason), at).header();
    }

    /** Of a session without content. */
    HeaderChange openedBy(OwnershipGranted grant) {
        principal = grant.principal();
        regionLastSeen = grant.owner().region();
        return grantedTo(grant);
    }

    /** The running turn stays: it is the interrupted one. */
    HeaderChange grantedTo(OwnershipGranted grant) {
        epoch = grant.epoch();
        attempt = 0;
        owner = grant.owner();
        return state(new SessionState.Active());
    }

    HeaderChange state(SessionState now) {
        state = now;
        return this;
    }

    HeaderChange running(@Nullable RunningTurn turn) {
        running = turn;
        regionLastSeen = owner == null ? null : owner.region();
        return this;
    }

    /** Of the start that was accepted. */
    HeaderChange attempt(long number) {
        attempt = number;
        return this;
    }

    HeaderChange committed(TurnWindow withTheTurn) {
        seq++;
        window = withTheTurn;
        regionLastSeen = owner == null ? null : owner.region();
        return this;
    }

    HeaderChange agentState(@Nullable JsonNode set) {
        agent = set == null ? agent : agent.next(Digest.of(set));
        return this;
    }

    HeaderChange unsettled(Unsettled now) {
        unsettled = now;
        return this;
    }

    HeaderChange tasks(TaskQueue now) {
        tasks = now;
        return this;
    }

    /** Nothing is under way any more. */
    HeaderChange ended() {
        running = null;
        unsettled = Unsettled.NONE;
        tasks = TaskQueue.EMPTY;
        return this;
    }

    /** What is left is the fence: the epoch and its owner. */
    HeaderChange emptied() {
        seq = 0;
        principal = null;
        regionLastSeen = null;
        window = TurnWindow.EMPTY;
        agent = AgentVersion.NONE;
        return ended();
    }

    SessionHeader header() {
        return new SessionHeader(
                sessionId,
                epoch,
                owner,
                state,
                seq,
                partition,
                firstOffset,
                lastOffset,
                principal,
                regionLastSeen,
                running,
                attempt,
                window,
                agent,
                unsettled,
                tasks);
    }

    Folded accepted() {
        return Folded.accepted(header());
    }
}
