package io.pagurus.session.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.Owner;
import io.pagurus.session.fold.RunningTurn;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.SessionState;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.view.ReadSession;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A session as callers see it.
 *
 * @param offset the version: where in its partition the entry stands that changed it last
 * @param running the running or interrupted turn
 * @param attempt the number of the last start in this epoch, 0 while none had one
 * @param pendingTasks that turn's steps without a result
 * @param queuedTasks how many tasks wait or run that outlive their turn
 * @param frozenFor the planned move that waits; null when none does
 * @param agentStateVersion how often the agent's state was set
 * @param agentState what the agent keeps for itself; known where the bodies were read
 * @param turns the history, where it was asked for
 */
@RegisterForReflection(targets = {Turn.class, Owner.class, SessionView.class})
public record SessionView(
        String sessionId,
        long epoch,
        @Nullable Owner owner,
        String state,
        long seq,
        long offset,
        int partition,
        @Nullable String principal,
        @Nullable Running running,
        long attempt,
        List<PendingTask> pendingTasks,
        int queuedTasks,
        @Nullable String frozenFor,
        long agentStateVersion,
        @Nullable JsonNode agentState,
        @Nullable String regionLastSeen,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Turn> turns) {

    /** Immutable. The turn that has not ended. */
    @RegisterForReflection
    public record Running(String turnId, Instant startedAt, boolean streaming) {}

    /** Immutable. A tool step without a result. */
    @RegisterForReflection
    public record PendingTask(String turnId, String taskId, String tool, boolean idempotent) {}

    static SessionView of(SessionHeader header) {
        return of(header, null, null);
    }

    static SessionView withoutTurns(ReadSession content) {
        return of(content.header(), content.agentState(), null);
    }

    static SessionView withTurns(ReadSession content) {
        return of(content.header(), content.agentState(), content.turns());
    }

    private static SessionView of(
            SessionHeader header, @Nullable JsonNode agentState, @Nullable List<Turn> turns) {
        RunningTurn running = header.running();
        return new SessionView(
                header.sessionId(),
                header.epoch(),
                header.owner(),
                header.state().text(),
                header.seq(),
                header.lastOffset(),
                header.partition(),
                header.principal(),
                running == null
                        ? null
                        : new Running(running.turnId(), running.startedAt(), running.streaming()),
                header.attempt(),
                running == null ? List.of() : pending(running),
                header.tasks().open().size(),
                header.state() instanceof SessionState.Frozen(String migrationId)
                        ? migrationId
                        : null,
                header.agentStateVersion(),
                agentState,
                header.regionLastSeen(),
                turns);
    }

    private static List<PendingTask> pending(RunningTurn running) {
        return running.pending().stream()
                .map(step ->
                        new PendingTask(
                                running.turnId(), step.taskId(), step.tool(), step.idempotent()))
                .toList();
    }
}
