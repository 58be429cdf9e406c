package io.pagurus.session.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.JournalRecord.TaskLeased;
import io.pagurus.session.fold.QueuedTask;
import io.pagurus.session.fold.Reason;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.SessionState;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.FoldedEntry;
import io.pagurus.session.privacy.PayloadKind;
import io.pagurus.session.privacy.Payloads;
import io.pagurus.session.tasks.DueTasks;
import io.pagurus.session.tasks.TaskEnds;
import io.pagurus.session.tasks.TaskInputs;
import io.pagurus.session.tasks.TaskSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Thread-safe; blocks, so it is called on virtual threads. Picks the tasks that an owner may work
 * at now. What is picked is a proposal: each attempt begins with its entry's verdict.
 */
@Singleton
final class TaskLeasing {

    private final Commits commits;
    private final TaskInputs inputs;
    private final Payloads payloads;
    private final TaskEnds ends;
    private final TaskSettings settings;
    private final Clock clock;

    @Inject
    TaskLeasing(
            Commits commits,
            TaskInputs inputs,
            Payloads payloads,
            TaskEnds ends,
            TaskSettings settings,
            Clock clock) {
        this.commits = commits;
        this.inputs = inputs;
        this.payloads = payloads;
        this.ends = ends;
        this.settings = settings;
        this.clock = clock;
    }

    TaskAnswers.Leases lease(String sessionId, long epoch, String node, int most, Duration lease) {
        SessionHeader header = commits.owned(sessionId, epoch, node);
        if (header.state() instanceof SessionState.Frozen) {
            throw Commits.refusal(Reason.FROZEN, null, header).thrown();
        }
        Instant now = clock.instant();
        DueTasks tasks = DueTasks.of(header, now, settings.ttl());
        List<TaskAnswers.Leased> leased = new ArrayList<>();
        for (QueuedTask task : tasks.due().subList(0, Math.min(most, tasks.due().size()))) {
            try {
                begin(header, task, node, lease).ifPresent(leased::add);
            } catch (FailureException failed) {
                if (leased.isEmpty()) {
                    throw failed;
                }
                // The caller has to hear of the attempts that have begun; it asks again anyhow.
                break;
            }
        }
        return new TaskAnswers.Leases(leased, uncertain(tasks), dead(header, tasks), tasks.next());
    }

    /** Empty when another call has the task, or it has come to its end meanwhile. */
    private Optional<TaskAnswers.Leased> begin(
            SessionHeader header, QueuedTask task, String node, Duration lease) {
        // Before the attempt begins: without its input the caller could do nothing but fail.
        JsonNode input =
                inputs.of(header, task)
                        .map(stored ->
                                payloads.open(
                                        header.sessionId(),
                                        PayloadKind.taskInput(task.taskId()),
                                        stored))
                        .orElseThrow(() ->
                                new Failure.Unavailable("the task's input is not readable")
                                        .thrown());
        int attempt = task.attempts() + 1;
        Instant until = clock.instant().plus(lease).truncatedTo(ChronoUnit.MILLIS);
        TaskLeased record =
                new TaskLeased(
                        header.sessionId(), header.epoch(), node, task.taskId(), attempt, until);
        FoldedEntry folded = commits.judge(record);
        if (folded.verdict() instanceof Verdict.Refused(Reason reason) && !isAboutTask(reason)) {
            throw Commits.refusal(record, reason, folded).thrown();
        }
        return TaskEnds.begins(folded, attempt)
                ? Optional.of(
                        new TaskAnswers.Leased(
                                task.taskId(),
                                task.tool(),
                                task.idempotent(),
                                attempt,
                                task.maxAttempts(),
                                until,
                                input))
                : Optional.empty();
    }

    private static boolean isAboutTask(Reason reason) {
        return switch (reason) {
            case UNKNOWN_TASK, TASK_SETTLED, ATTEMPT_CONFLICT, UNCERTAIN_TASK, ATTEMPTS_EXHAUSTED ->
                    true;
            default -> false;
        };
    }

    private static List<TaskAnswers.Uncertain> uncertain(DueTasks tasks) {
        List<TaskAnswers.Uncertain> told = new ArrayList<>();
        for (QueuedTask task : tasks.uncertain()) {
            if (task.lease() != null) {
                told.add(TaskAnswers.Uncertain.of(task, task.lease()));
            }
        }
        return told;
    }

    private List<TaskAnswers.Dead> dead(SessionHeader header, DueTasks tasks) {
        return tasks.over().stream()
                .filter(over -> ends.end(header, over) == TaskEnds.End.DEAD)
                .map(over ->
                        new TaskAnswers.Dead(
                                over.task().taskId(), over.task().tool(), over.reason()))
                .toList();
    }
}
