package io.pagurus.session.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.Owner;
import io.pagurus.session.fold.Turn;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Immutable. The bodies of the answers. */
final class Answers {

    private Answers() {}

    /**
     * A page of sessions.
     *
     * @param next the id to go on after, null at the end
     * @param partitions of the journal whose sessions these are
     */
    @RegisterForReflection
    record SessionPage(
            List<SessionView> sessions, @Nullable String next, Set<Integer> partitions) {}

    /** One result for each of the grants that were asked for, in their order. */
    @RegisterForReflection
    record Grants(List<Grant> results) {}

    /**
     * What the call for this session alone would have been answered with.
     *
     * @param status 200 with epoch and owner, any other with a problem
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Grant(
            @Nullable String sessionId,
            int status,
            @Nullable Long epoch,
            @Nullable Owner owner,
            @Nullable Problem problem) {

        static Grant granted(SessionView session) {
            return new Grant(session.sessionId(), 200, session.epoch(), session.owner(), null);
        }

        static Grant refused(@Nullable String sessionId, Problem problem) {
            return new Grant(sessionId, problem.status(), null, null, problem);
        }
    }

    /** The verdict is {@code started} (with a time, a number and steps) or {@code committed}. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Started(
            String verdict,
            @Nullable Instant startedAt,
            @Nullable Long seq,
            @Nullable List<Step> steps,
            @Nullable Turn turn) {

        static Started running(Instant startedAt, long seq, List<Step> steps) {
            return new Started("started", startedAt, seq, steps, null);
        }

        static Started committed(Turn turn) {
            return new Started("committed", null, null, null, turn);
        }
    }

    /** A step that an earlier attempt recorded; without a result it may have had its effect. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Step(String taskId, String tool, boolean idempotent, @Nullable JsonNode result) {}

    /** The verdict is {@code accepted} or {@code duplicate}. */
    @RegisterForReflection
    record Judged(String verdict) {}

    /** The turn's place in the history, and what keeps it there. */
    @RegisterForReflection
    record Committed(String verdict, long seq, long offset, String durability) {}

    /** Whether the node owns the session at the epoch, and who owns it. */
    @RegisterForReflection
    record Fence(boolean holds, CurrentOwner current) {}

    /** What the agent keeps for itself, null with version 0. */
    @RegisterForReflection
    record AgentState(long version, @Nullable JsonNode state) {}

    /** The verdict is {@code accepted} or {@code duplicate}; the version is the one from now on. */
    @RegisterForReflection
    record AgentStateSet(String verdict, long version) {}

    @RegisterForReflection
    record Timeline(List<TimelineEntry> entries) {}

    /** An entry of the journal with its verdict; without a record when it cannot be read. */
    @RegisterForReflection
    record TimelineEntry(
            long offset,
            int partition,
            Instant time,
            @Nullable String type,
            String verdict,
            @Nullable String reason,
            @Nullable JsonNode record) {}
}
