package io.pagurus.session.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pagurus.events.JournalRecord.TaskEnqueued;
import io.pagurus.events.JournalRecord.TaskLeased;
import io.pagurus.events.JournalRecord.TaskSettled;
import io.pagurus.session.expiry.ExpirySettings;
import io.pagurus.session.fold.QueuedTask;
import io.pagurus.session.fold.Reason;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.journal.FoldedEntry;
import io.pagurus.session.routing.ErrandId;
import io.pagurus.session.tasks.Backoff;
import io.pagurus.session.tasks.TaskSettings;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Virtual threads (may block). Tasks that outlive their turn, for the session's owner. */
@Path("/v1/sessions/{session}/tasks")
@RunOnVirtualThread
@Authenticated
@Tag(name = "tasks", description = "Pending tasks; who is not the owner is fenced with 409")
public final class TaskResource {

    private static final Set<String> OUTCOMES =
            Set.of(TaskSettled.DONE, TaskSettled.FAILED, TaskSettled.DEAD, TaskSettled.CANCELLED);

    private final Commits commits;
    private final TaskLeasing leasing;
    private final Caller caller;
    private final Sizes sizes;
    private final TaskSettings settings;
    private final ExpirySettings expiry;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final Clock clock;

    @Inject
    TaskResource(
            Commits commits,
            TaskLeasing leasing,
            Caller caller,
            Sizes sizes,
            TaskSettings settings,
            ExpirySettings expiry,
            RandomGenerator random,
            Clock clock) {
        this.commits = commits;
        this.leasing = leasing;
        this.caller = caller;
        this.sizes = sizes;
        this.settings = settings;
        this.expiry = expiry;
        this.backoff = new Backoff(settings.retry());
        this.random = random;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "The tasks that have not come to their end")
    public TaskAnswers.Open list(@PathParam("session") String session) {
        return TaskAnswers.Open.of(commits.known(Checks.session(session)));
    }

    @POST
    @RolesAllowed("node")
    @Operation(
            summary = "Put a task into the session's queue",
            description =
                    "Repeating the call with the same taskId, tool and input is answered as a"
                            + " duplicate; without a taskId each call makes a task of its own. Due"
                            + " from `notBefore` on, at once without it. That is no later than an"
                            + " unused session lives (`pagurus.expiry.after`, 30 days): 400.")
    public TaskAnswers.Enqueued enqueue(
            @PathParam("session") String session,
            Requests.@Nullable Enqueue body,
            @Parameter(hidden = true) @HeaderParam(ErrandId.HEADER) @Nullable String errand) {
        Requests.Enqueue task = Checks.body(body);
        JsonNode input = task.input();
        String taskId =
                task.taskId() == null ? mintedId(errand) : Checks.id("taskId", task.taskId());
        Instant notBefore = notBefore(task.notBefore());
        FoldedEntry folded =
                commits.write(
                        new TaskEnqueued(
                                Checks.session(session),
                                Checks.epoch(task.epoch()),
                                caller.self(task.node()),
                                taskId,
                                Checks.text("tool", task.tool()),
                                Checks.given("idempotent", task.idempotent(), "true or false"),
                                input == null || input.isNull()
                                        ? JsonNodeFactory.instance.objectNode()
                                        : sizes.taskInput(input),
                                notBefore.truncatedTo(ChronoUnit.MILLIS),
                                Checks.within(
                                        "maxAttempts",
                                        task.maxAttempts(),
                                        settings.attempts(),
                                        settings.maxAttempts())));
        return new TaskAnswers.Enqueued(folded.verdict().text(), taskId);
    }

    /** What is due later would be gone with its session, which nobody used till then. */
    private Instant notBefore(@Nullable Instant wanted) {
        Instant now = clock.instant();
        if (wanted == null) {
            return now;
        }
        if (wanted.isAfter(now.plus(expiry.after()))) {
            throw new Failure.BadRequest(
                            "notBefore",
                            "a time no later than %s from now (pagurus.expiry.after)"
                                    .formatted(expiry.after()))
                    .thrown();
        }
        return wanted;
    }

    /** The same for a call that another instance has to send once more. */
    private String mintedId(@Nullable String errand) {
        return "task-" + ErrandId.of(errand).orElseGet(() -> ErrandId.next(random)).digits();
    }

    @POST
    @Path("lease")
    @RolesAllowed("node")
    @Operation(
            summary = "Begin the attempts that are due",
            description =
                    "Each task is given to one call at a time. Those in `uncertain` are not given"
                            + " to anybody: their tool must not be repeated, so the owner settles"
                            + " the attempt as done, dead or cancelled.")
    public TaskAnswers.Leases lease(
            @PathParam("session") String session, Requests.@Nullable Lease body) {
        Requests.Lease lease = Checks.body(body);
        return leasing.lease(
                Checks.session(session),
                Checks.epoch(lease.epoch()),
                caller.self(lease.node()),
                Checks.within("max", lease.max(), settings.batch(), settings.maxBatch()),
                leaseTime(lease.leaseSeconds()));
    }

    @POST
    @Path("{task}/heartbeat")
    @RolesAllowed("node")
    @Operation(summary = "Say that the attempt goes on, and for how long to leave it alone")
    public TaskAnswers.Extended heartbeat(
            @PathParam("session") String session,
            @PathParam("task") String task,
            Requests.@Nullable Heartbeat body) {
        Requests.Heartbeat beat = Checks.body(body);
        String sessionId = Checks.session(session);
        String taskId = Checks.id("task", task);
        long epoch = Checks.epoch(beat.epoch());
        String node = caller.self(beat.node());
        int attempt = attempt(beat.attempt());
        Instant until =
                clock.instant().plus(leaseTime(beat.leaseSeconds())).truncatedTo(ChronoUnit.MILLIS);
        refuseNewAttempt(commits.owned(sessionId, epoch, node), taskId, attempt);
        FoldedEntry folded =
                commits.write(new TaskLeased(sessionId, epoch, node, taskId, attempt, until));
        return new TaskAnswers.Extended(folded.verdict().text(), until);
    }

    /** The same entry with the next number would begin an attempt; that is for a lease to do. */
    private static void refuseNewAttempt(SessionHeader header, String taskId, int attempt) {
        QueuedTask known = header.tasks().task(taskId);
        if (known != null && attempt > known.attempts()) {
            throw Commits.refusal(Reason.ATTEMPT_CONFLICT, taskId, header).thrown();
        }
    }

    @POST
    @Path("{task}/finish")
    @RolesAllowed("node")
    @Operation(
            summary = "Say how the attempt ended",
            description =
                    "A task has one end: the first accepted one. `failed` makes it due again after"
                            + " a pause that grows with the attempts, and dead after the last one.")
    public TaskAnswers.Finished finish(
            @PathParam("session") String session,
            @PathParam("task") String task,
            Requests.@Nullable Finish body) {
        Requests.Finish end = Checks.body(body);
        String taskId = Checks.id("task", task);
        int attempt = attempt(end.attempt());
        String outcome = outcome(end.outcome());
        FoldedEntry folded =
                commits.write(
                        new TaskSettled(
                                Checks.session(session),
                                Checks.epoch(end.epoch()),
                                caller.self(end.node()),
                                taskId,
                                attempt,
                                outcome,
                                result(end),
                                outcome.equals(TaskSettled.FAILED) ? retryAt(attempt) : null));
        QueuedTask waiting = Commits.session(folded).tasks().task(taskId);
        return waiting == null
                ? new TaskAnswers.Finished(folded.verdict().text(), ended(outcome), null)
                : new TaskAnswers.Finished(folded.verdict().text(), "waiting", waiting.notBefore());
    }

    /** What failed for the last time is dead. */
    private static String ended(String outcome) {
        return outcome.equals(TaskSettled.FAILED) ? TaskSettled.DEAD : outcome;
    }

    private Instant retryAt(int attempt) {
        return clock.instant()
                .plus(backoff.after(attempt, random.nextDouble()))
                .truncatedTo(ChronoUnit.MILLIS);
    }

    private @Nullable JsonNode result(Requests.Finish end) {
        JsonNode result = end.result() == null || end.result().isNull() ? null : end.result();
        if (end.error() != null) {
            String error = Checks.text("error", end.error());
            if (result != null) {
                throw new Failure.BadRequest("error", "none beside a result").thrown();
            }
            return JsonNodeFactory.instance.objectNode().put("error", error);
        }
        return result == null ? null : sizes.taskResult(result);
    }

    private static String outcome(@Nullable String outcome) {
        if (outcome == null || !OUTCOMES.contains(outcome)) {
            throw new Failure.BadRequest("outcome", "done, failed, dead or cancelled").thrown();
        }
        return outcome;
    }

    private int attempt(@Nullable Long attempt) {
        return Checks.within(
                "attempt",
                Checks.given("attempt", attempt, "the attempt's number"),
                1,
                Integer.MAX_VALUE);
    }

    private Duration leaseTime(@Nullable Long seconds) {
        return Duration.ofSeconds(
                Checks.within(
                        "leaseSeconds",
                        seconds,
                        (int) settings.lease().toSeconds(),
                        (int) settings.maxLease().toSeconds()));
    }
}
