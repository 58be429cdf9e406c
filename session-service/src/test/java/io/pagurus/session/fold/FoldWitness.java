package io.pagurus.session.fold;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.JournalRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Confined to a test. Sees every verdict on one session, and knows of the rules only what must
 * never happen.
 */
final class FoldWitness {

    private record Step(long turnOffset, String taskId) {}

    private record Attempt(long taskOffset, int number) {}

    private final String name;
    private final FoldLimits limits;
    private final Map<Long, String> ownerOfEpoch = new HashMap<>();
    private final List<String> committed = new ArrayList<>();
    private final Set<Step> results = new HashSet<>();
    private final Set<Step> intendedOnce = new HashSet<>();
    private final Set<Step> ofThisAttempt = new HashSet<>();
    private final List<String> endedIds = new ArrayList<>();
    private final Map<String, Set<String>> onceSteps = new HashMap<>();
    private final Set<Attempt> attempts = new HashSet<>();
    private final Set<Attempt> failed = new HashSet<>();
    private final Set<Long> ended = new HashSet<>();

    /** The number of the last start of this epoch that had one. */
    private long lastStart;

    FoldWitness(String name, FoldLimits limits) {
        this.name = name;
        this.limits = limits;
    }

    void see(
            @Nullable SessionHeader before,
            JournalRecord entry,
            Verdict verdict,
            @Nullable SessionHeader after) {
        if (!(verdict instanceof Verdict.Accepted)) {
            assertThat(after).as(name).isSameAs(before);
            if (verdict instanceof Verdict.Duplicate
                    && entry instanceof JournalRecord.TaskIntended intent) {
                acknowledged(requireNonNull(before), intent);
            }
            return;
        }
        assertThat(after).as(name).isNotEqualTo(before);
        if (before == null) {
            assertThat(entry).as(name).isInstanceOf(JournalRecord.OwnershipGranted.class);
            assertThat(ownerOfEpoch.keySet())
                    .as("epochs of earlier lives, " + name)
                    .allMatch(earlier -> earlier < entry.epoch());
        } else {
            takes(before.state(), entry);
            fenced(before, entry);
        }
        if (entry instanceof JournalRecord.OfTurn ofTurn) {
            ofTheLastStart(ofTurn);
        }
        accepted(before, entry, after);
    }

    /** Who is told once more that it may call a tool has not been told so in another attempt. */
    private void acknowledged(SessionHeader before, JournalRecord.TaskIntended intent) {
        RunningTurn turn = requireNonNull(before.running());
        TaskStep step = requireNonNull(turn.step(intent.taskId()));
        if (!step.finished()) {
            assertThat(ofThisAttempt)
                    .as(name)
                    .contains(new Step(turn.startOffset(), intent.taskId()));
        }
    }

    private void takes(SessionState state, JournalRecord entry) {
        List<Class<?>> taken = List.of(entry.getClass());
        switch (state) {
            case SessionState.Active _, SessionState.Frozen _ -> {}
            case SessionState.Closed _ ->
                    assertThat(taken)
                            .as(name)
                            .containsAnyOf(
                                    JournalRecord.SessionExpired.class,
                                    JournalRecord.SessionDeleted.class);
            case SessionState.Expired _ ->
                    assertThat(taken)
                            .as(name)
                            .containsAnyOf(
                                    JournalRecord.OwnershipGranted.class,
                                    JournalRecord.SessionExpired.class,
                                    JournalRecord.SessionDeleted.class);
            case SessionState.Deleted _ ->
                    assertThat(taken).as(name).contains(JournalRecord.SessionExpired.class);
            case SessionState.Quarantined _ ->
                    assertThat(taken).as(name).contains(JournalRecord.SessionDeleted.class);
        }
    }

    /** Epochs rise by one, and nobody but the epoch's owner writes. */
    private void fenced(SessionHeader before, JournalRecord entry) {
        boolean grant = entry instanceof JournalRecord.OwnershipGranted;
        assertThat(entry.epoch()).as(name).isEqualTo(before.epoch() + (grant ? 1 : 0));
        String writer =
                switch (entry) {
                    case JournalRecord.TurnStarted r -> r.node();
                    case JournalRecord.TaskIntended r -> r.node();
                    case JournalRecord.TaskFinished r -> r.node();
                    case JournalRecord.TurnCommitted r -> r.node();
                    case JournalRecord.TurnFailed r -> r.node();
                    case JournalRecord.AgentStateSet r -> r.node();
                    case JournalRecord.TaskEnqueued r -> r.node();
                    case JournalRecord.TaskLeased r -> r.node();
                    case JournalRecord.TaskSettled r -> r.node();
                    default -> null;
                };
        if (writer != null) {
            assertThat(writer).as(name).isEqualTo(ownerOfEpoch.get(entry.epoch()));
        }
    }

    private void accepted(
            @Nullable SessionHeader before, JournalRecord entry, @Nullable SessionHeader after) {
        switch (entry) {
            case JournalRecord.OwnershipGranted r -> {
                ofThisAttempt.clear();
                lastStart = 0;
                assertThat(ownerOfEpoch.put(r.epoch(), r.owner().node())).as(name).isNull();
            }
            case JournalRecord.TurnStarted r ->
                    started(requireNonNull(before), r, requireNonNull(after));
            case JournalRecord.TaskIntended r -> {
                RunningTurn turn = requireNonNull(requireNonNull(before).running());
                Step step = new Step(turn.startOffset(), r.taskId());
                ofThisAttempt.add(step);
                if (!r.idempotent()) {
                    assertThat(intendedOnce.add(step)).as(name).isTrue();
                    onceSteps.computeIfAbsent(r.turnId(), _ -> new HashSet<>()).add(r.taskId());
                }
            }
            case JournalRecord.TaskFinished r -> {
                RunningTurn running = requireNonNull(requireNonNull(before).running());
                Step step = new Step(running.startOffset(), r.taskId());
                assertThat(results.add(step)).as(name).isTrue();
            }
            case JournalRecord.TurnCommitted r -> committed(requireNonNull(before), r);
            case JournalRecord.TaskLeased r -> leased(requireNonNull(before), r);
            case JournalRecord.TaskSettled r -> settled(requireNonNull(before), r, after);
            case JournalRecord.AgentStateSet r ->
                    assertThat(requireNonNull(after).agentStateVersion())
                            .as(name)
                            .isEqualTo(r.expectedVersion() + 1);
            case JournalRecord.SessionExpired _, JournalRecord.SessionDeleted _ -> emptied();
            case JournalRecord.TaskEnqueued r ->
                    assertThat(last(endedIds, limits.settledTasks()))
                            .as(name)
                            .doesNotContain(r.taskId());
            case JournalRecord.TurnFailed _,
                    JournalRecord.SessionFrozen _,
                    JournalRecord.SessionThawed _,
                    JournalRecord.SessionClosed _ -> {}
        }
    }

    private void started(
            SessionHeader before, JournalRecord.TurnStarted start, SessionHeader after) {
        assertThat(remembered()).as(name).doesNotContain(start.turnId());
        if (isRepeated(start)) {
            assertThat(after.running()).as(name).isEqualTo(before.running());
            return;
        }
        ofThisAttempt.clear();
        lastStart = start.attempt() == null ? lastStart : start.attempt();
        if (before.state() instanceof SessionState.Frozen) {
            assertThat(before.running(start.turnId())).as(name).isNotNull();
        }
        Set<String> kept = new HashSet<>();
        requireNonNull(after.running()).steps().forEach(step -> kept.add(step.taskId()));
        assertThat(kept).as(name).containsAll(onceSteps.getOrDefault(start.turnId(), Set.of()));
    }

    private boolean isRepeated(JournalRecord.TurnStarted start) {
        return start.attempt() != null && start.attempt() == lastStart;
    }

    /** Nothing of a start that a later one has replaced, nor of one that nobody made. */
    private void ofTheLastStart(JournalRecord.OfTurn entry) {
        Long number = entry.attempt();
        if (number != null && entry instanceof JournalRecord.TurnStarted) {
            assertThat(number).as(name).isGreaterThanOrEqualTo(lastStart);
        } else if (number != null && lastStart > 0) {
            assertThat(number).as(name).isEqualTo(lastStart);
        }
    }

    private List<String> remembered() {
        return last(committed, limits.rememberedTurns());
    }

    private static List<String> last(List<String> ids, int most) {
        return ids.subList(Math.max(0, ids.size() - most), ids.size());
    }

    private void committed(SessionHeader before, JournalRecord.TurnCommitted turn) {
        assertThat(remembered()).as(name).doesNotContain(turn.turnId());
        assertThat(turn.seq()).as(name).isEqualTo(before.seq() + 1).isEqualTo(committed.size() + 1);
        committed.add(turn.turnId());
        onceSteps.remove(turn.turnId());
    }

    private void leased(SessionHeader before, JournalRecord.TaskLeased lease) {
        QueuedTask task = requireNonNull(before.tasks().task(lease.taskId()));
        if (lease.attempt() == task.attempts()) {
            assertThat(requireNonNull(task.lease()).epoch()).as(name).isEqualTo(lease.epoch());
            return;
        }
        assertThat(lease.attempt()).as(name).isEqualTo(task.attempts() + 1);
        assertThat(lease.attempt()).as(name).isLessThanOrEqualTo(task.maxAttempts());
        assertThat(attempts.add(new Attempt(task.offset(), lease.attempt()))).as(name).isTrue();
        if (!task.idempotent() && task.attempts() > 0) {
            assertThat(failed).as(name).contains(new Attempt(task.offset(), task.attempts()));
        }
        assertThat(before.state()).as(name).isEqualTo(new SessionState.Active());
    }

    private void settled(
            SessionHeader before,
            JournalRecord.TaskSettled settled,
            @Nullable SessionHeader after) {
        QueuedTask task = requireNonNull(before.tasks().task(settled.taskId()));
        assertThat(settled.attempt()).as(name).isEqualTo(task.attempts());
        boolean over = requireNonNull(after).tasks().task(settled.taskId()) == null;
        if (over) {
            assertThat(ended.add(task.offset())).as(name).isTrue();
            endedIds.add(task.taskId());
        } else {
            assertThat(failed.add(new Attempt(task.offset(), task.attempts()))).as(name).isTrue();
        }
    }

    /** The epochs stay: they are those of all the session's lives. */
    private void emptied() {
        committed.clear();
        onceSteps.clear();
        endedIds.clear();
    }
}
