package io.pagurus.session.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pagurus.events.JournalRecord;
import io.pagurus.session.durability.Durability;
import io.pagurus.session.fold.Digest;
import io.pagurus.session.fold.KnownTurn;
import io.pagurus.session.fold.Reason;
import io.pagurus.session.fold.RunningTurn;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.TaskStep;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.FoldedEntry;
import io.pagurus.session.privacy.OpenedBodies;
import io.pagurus.session.view.ReadSession;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Virtual threads (may block). What the owner writes: turns and their tool steps. */
@Path("/v1/sessions/{session}/turns/{turn}")
@RunOnVirtualThread
@RolesAllowed("node")
@Tag(name = "turns", description = "For the session's owner; anybody else is fenced with 409")
public final class TurnResource {

    private final Commits commits;
    private final OpenedBodies bodies;
    private final Caller caller;
    private final Clock clock;
    private final Durability durability;
    private final Sizes sizes;
    private final TurnIds turnIds;

    @Inject
    TurnResource(
            Commits commits,
            OpenedBodies bodies,
            Caller caller,
            Clock clock,
            Durability durability,
            Sizes sizes,
            TurnIds turnIds) {
        this.commits = commits;
        this.bodies = bodies;
        this.caller = caller;
        this.clock = clock;
        this.durability = durability;
        this.sizes = sizes;
        this.turnIds = turnIds;
    }

    @POST
    @Path("start")
    @Operation(
            summary = "Begin a turn, or go on with an interrupted one",
            description = "A turn that is in the history already is answered with its messages.")
    public Answers.Started start(
            @PathParam("session") String session,
            @PathParam("turn") String turn,
            Requests.@Nullable Start body) {
        Requests.Start start = Checks.body(body);
        FoldedEntry folded =
                commits.write(
                        new JournalRecord.TurnStarted(
                                Checks.session(session),
                                Checks.epoch(start.epoch()),
                                caller.self(start.node()),
                                Checks.id("turn", turn),
                                Checks.digest(start.requestDigest()),
                                Boolean.TRUE.equals(start.streaming()),
                                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                                Checks.attempt(start.attempt())));
        SessionHeader header = Commits.session(folded);
        RunningTurn running = header.running(turn);
        if (folded.verdict() instanceof Verdict.Accepted && running != null) {
            refuseForgotten(start, header, turn);
            return Answers.Started.running(
                    running.startedAt(), header.seq() + 1, steps(header, running));
        }
        KnownTurn committed = Checks.given("turn", header.turn(turn), "a committed turn");
        Turn stored =
                bodies.turn(header, committed)
                        .orElseThrow(() ->
                                new Failure.Unavailable("the stored turn is not readable")
                                        .thrown());
        // The fold knows both by digests alone; a sealed history has the first digits of the
        // request's.
        if (!stored.turnId().equals(turn)
                || !Checks.digest(start.requestDigest()).startsWith(stored.requestDigest())) {
            throw new Failure.DigestMismatch(header).thrown();
        }
        return Answers.Started.committed(stored);
    }

    /** The fold remembers the last turns alone; no turn may run twice for that. */
    private void refuseForgotten(Requests.Start start, SessionHeader header, String turn) {
        if (isForgotten(header, turn)) {
            SessionHeader now =
                    Commits.session(
                            commits.write(
                                    new JournalRecord.TurnFailed(
                                            header.sessionId(),
                                            header.epoch(),
                                            caller.self(start.node()),
                                            turn,
                                            Reason.TURN_ID_TOO_OLD.text(),
                                            start.attempt())));
            throw Commits.refusal(Reason.TURN_ID_TOO_OLD, null, now).thrown();
        }
    }

    private boolean isForgotten(SessionHeader header, String turn) {
        return turnIds.isForgotten(header, turn)
                .orElseThrow(() ->
                        new Failure.Unavailable("the turns before are not readable").thrown());
    }

    /**
     * The same for a commit without a start, before it is written: the fold would take it. What
     * runs was asked for as it started, and what the fold remembers it judges itself, as it does
     * the write of a node that is not the owner.
     */
    private void refuseForgotten(JournalRecord.TurnCommitted commit) {
        // Looked at once more: the same commit may have been folded while the history was read.
        unknownTurn(commit)
                .filter(header -> isForgotten(header, commit.turnId()))
                .flatMap(_ -> unknownTurn(commit))
                .ifPresent(now -> {
                    throw Commits.refusal(Reason.TURN_ID_TOO_OLD, null, now).thrown();
                });
    }

    /** The session, if the fold would take the turn for a new one of its owner. */
    private Optional<SessionHeader> unknownTurn(JournalRecord.TurnCommitted commit) {
        return commits.found(commit.sessionId())
                .filter(header -> header.state().takesWrites())
                .filter(header -> header.epoch() == commit.epoch())
                .filter(header -> header.ownedBy(commit.node()))
                .filter(header -> header.running(commit.turnId()) == null)
                .filter(header -> header.turn(commit.turnId()) == null);
    }

    private List<Answers.Step> steps(SessionHeader header, RunningTurn running) {
        boolean anyFinished = running.steps().stream().anyMatch(TaskStep::finished);
        Map<String, JsonNode> results =
                anyFinished
                        ? bodies.withoutTurns(header.sessionId())
                                .map(ReadSession::results)
                                .orElseThrow(() ->
                                        new Failure.Unavailable("the steps are not readable")
                                                .thrown())
                        : Map.of();
        return running.steps().stream()
                .map(step ->
                        new Answers.Step(
                                step.taskId(),
                                step.tool(),
                                step.idempotent(),
                                results.get(step.taskId())))
                .toList();
    }

    @POST
    @Path("tasks/{task}/intent")
    @Operation(summary = "Record a tool call before it is made")
    public Answers.Judged intend(
            @PathParam("session") String session,
            @PathParam("turn") String turn,
            @PathParam("task") String task,
            Requests.@Nullable Intent body) {
        Requests.Intent intent = Checks.body(body);
        JsonNode input = intent.input();
        var _ =
                commits.write(
                        new JournalRecord.TaskIntended(
                                Checks.session(session),
                                Checks.epoch(intent.epoch()),
                                caller.self(intent.node()),
                                Checks.id("turn", turn),
                                Checks.id("task", task),
                                Checks.text("tool", intent.tool()),
                                Checks.given("idempotent", intent.idempotent(), "true or false"),
                                input == null || input.isNull()
                                        ? JsonNodeFactory.instance.objectNode()
                                        : sizes.taskInput(input),
                                Checks.attempt(intent.attempt())));
        // A repeated intent is as good as the first: nothing has begun in between.
        return new Answers.Judged("accepted");
    }

    @POST
    @Path("tasks/{task}/result")
    @Operation(summary = "Record what a tool answered; the first result of a task is the only one")
    public Answers.Judged finish(
            @PathParam("session") String session,
            @PathParam("turn") String turn,
            @PathParam("task") String task,
            Requests.@Nullable Result body) {
        Requests.Result result = Checks.body(body);
        FoldedEntry folded =
                commits.write(
                        new JournalRecord.TaskFinished(
                                Checks.session(session),
                                Checks.epoch(result.epoch()),
                                caller.self(result.node()),
                                Checks.id("turn", turn),
                                Checks.id("task", task),
                                sizes.taskResult(Checks.value("result", result.result())),
                                Checks.attempt(result.attempt())));
        return new Answers.Judged(folded.verdict().text());
    }

    @PUT
    @Operation(
            summary = "Commit a turn",
            description = "The answer means that the turn is in the history for good.")
    public Answers.Committed commit(
            @PathParam("session") String session,
            @PathParam("turn") String turn,
            Requests.@Nullable Commit body) {
        Requests.Commit commit = Checks.body(body);
        JsonNode agentState = commit.agentState();
        List<JsonNode> messages = sizes.messages(Checks.messages(commit.messages()));
        JournalRecord.TurnCommitted record =
                new JournalRecord.TurnCommitted(
                        Checks.session(session),
                        Checks.epoch(commit.epoch()),
                        caller.self(commit.node()),
                        Checks.number("seq", commit.seq(), 1),
                        Checks.id("turn", turn),
                        Checks.digest(commit.requestDigest()),
                        Checks.given("startedAt", commit.startedAt(), "a time (RFC 3339)"),
                        messages,
                        agentState == null || agentState.isNull()
                                ? null
                                : sizes.agentState("agentState", agentState),
                        Digest.hex(Digest.ofMessages(messages)),
                        Checks.attempt(commit.attempt()));
        refuseForgotten(record);
        FoldedEntry folded = commits.write(record);
        // Only the last turn's commit is accepted, or acknowledged once more.
        SessionHeader header = Commits.session(folded);
        return new Answers.Committed(
                folded.verdict().text(),
                header.seq(),
                header.window().lastOffset(),
                durability.text());
    }

    @POST
    @Path("fail")
    @Operation(summary = "End a turn without an answer; nothing of it is in the history")
    public Answers.Judged fail(
            @PathParam("session") String session,
            @PathParam("turn") String turn,
            Requests.@Nullable Fail body) {
        Requests.Fail fail = Checks.body(body);
        var _ =
                commits.write(
                        new JournalRecord.TurnFailed(
                                Checks.session(session),
                                Checks.epoch(fail.epoch()),
                                caller.self(fail.node()),
                                Checks.id("turn", turn),
                                Checks.text("reason", fail.reason()),
                                Checks.attempt(fail.attempt())));
        return new Answers.Judged("accepted");
    }
}
