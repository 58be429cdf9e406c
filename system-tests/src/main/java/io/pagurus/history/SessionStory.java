package io.pagurus.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.AgentStateSet;
import io.pagurus.events.JournalRecord.OwnershipGranted;
import io.pagurus.events.JournalRecord.SessionClosed;
import io.pagurus.events.JournalRecord.SessionDeleted;
import io.pagurus.events.JournalRecord.SessionExpired;
import io.pagurus.events.JournalRecord.SessionFrozen;
import io.pagurus.events.JournalRecord.SessionThawed;
import io.pagurus.events.JournalRecord.TaskEnqueued;
import io.pagurus.events.JournalRecord.TaskFinished;
import io.pagurus.events.JournalRecord.TaskIntended;
import io.pagurus.events.JournalRecord.TaskLeased;
import io.pagurus.events.JournalRecord.TaskSettled;
import io.pagurus.events.JournalRecord.TurnCommitted;
import io.pagurus.events.JournalRecord.TurnFailed;
import io.pagurus.events.JournalRecord.TurnStarted;
import io.pagurus.events.Owner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread. What the accepted entries of one session amount to, derived from them and
 * nothing else, with what is wrong with them on the way.
 */
final class SessionStory {

    private record Task(String turnId, String taskId) {}

    private final String sessionId;
    private final List<Finding> findings = new ArrayList<>();
    private final List<TurnCommitted> turns = new ArrayList<>();
    private final Set<String> committed = new HashSet<>();
    private final Map<String, Integer> starts = new HashMap<>();
    private final Map<Task, Boolean> unfinished = new HashMap<>();
    private final Set<Task> finished = new HashSet<>();
    private final QueuedEnds queued = new QueuedEnds();
    private final List<TurnCommitted> told = new ArrayList<>();
    private boolean empty;
    private long epoch;

    /** The highest epoch before the session was forgotten. */
    private long gone;

    private @Nullable Owner owner;
    private long offset = -1;

    private SessionStory(String sessionId) {
        this.sessionId = sessionId;
    }

    /** The story as it stands after the last of the entries, which are in the journal's order. */
    static SessionStory of(String sessionId, List<JudgedEntry> entries) {
        SessionStory story = new SessionStory(sessionId);
        entries.stream().filter(JudgedEntry::accepted).forEach(story::goOn);
        return story;
    }

    private void goOn(JudgedEntry entry) {
        offset = entry.offset();
        switch (entry.record()) {
            case OwnershipGranted grant -> granted(grant);
            case TurnStarted start -> {
                mustBeOwner(start, start.node(), start.turnId());
                starts.merge(start.turnId(), 1, Integer::sum);
            }
            case TaskIntended intent -> intended(intent);
            case TaskFinished result -> finished(result);
            case TurnCommitted turn -> committed(turn);
            case AgentStateSet set -> mustBeOwner(set, set.node(), null);
            case TaskEnqueued task -> {
                mustBeOwner(task, task.node(), null);
                queued.enqueued(task);
            }
            case TaskLeased task -> mustBeOwner(task, task.node(), null);
            case TaskSettled task -> settled(task);
            case SessionFrozen _, SessionThawed _, SessionClosed _ -> {}
            case SessionExpired _ -> {
                // Of a session without content the fence goes too: it begins above its epochs.
                gone = empty ? epoch : gone;
                epoch = empty ? 0 : epoch;
                owner = empty ? null : owner;
                emptied();
            }
            case SessionDeleted _ -> emptied();
            case TurnFailed failure -> {
                mustBeOwner(failure, failure.node(), failure.turnId());
                // What may have had its effect stays uncertain, whatever became of its turn.
                unfinished
                        .entrySet()
                        .removeIf(task ->
                                task.getValue() && task.getKey().turnId().equals(failure.turnId()));
            }
        }
    }

    private void granted(OwnershipGranted grant) {
        boolean opens = epoch == 0;
        if (opens ? grant.epoch() <= gone : grant.epoch() != epoch + 1) {
            find(
                    Invariant.ONE_OWNER_AN_EPOCH,
                    null,
                    "epoch %d was granted after epoch %d"
                            .formatted(grant.epoch(), opens ? gone : epoch));
        }
        empty = false;
        epoch = grant.epoch();
        owner = grant.owner();
    }

    private void intended(TaskIntended intent) {
        mustBeOwner(intent, intent.node(), intent.turnId());
        unfinished.put(new Task(intent.turnId(), intent.taskId()), intent.idempotent());
    }

    private void finished(TaskFinished result) {
        mustBeOwner(result, result.node(), result.turnId());
        Task task = new Task(result.turnId(), result.taskId());
        unfinished.remove(task);
        if (!finished.add(task)) {
            find(
                    Invariant.ONE_RESULT_A_TASK,
                    result.turnId(),
                    "task " + result.taskId() + " has a second result");
        }
    }

    private void committed(TurnCommitted turn) {
        mustBeOwner(turn, turn.node(), turn.turnId());
        unfinished.keySet().removeIf(task -> task.turnId().equals(turn.turnId()));
        if (!committed.add(turn.turnId())) {
            find(Invariant.TURN_ONCE, turn.turnId(), "is committed a second time");
        }
        if (turn.seq() != turns.size() + 1L) {
            find(
                    Invariant.ORDER_KEPT,
                    turn.turnId(),
                    "has number " + turn.seq() + " after " + turns.size() + " turns");
        }
        turns.add(turn);
        told.add(turn);
    }

    private void settled(TaskSettled task) {
        mustBeOwner(task, task.node(), null);
        if (queued.endsAgain(task)) {
            find(
                    Invariant.ONE_RESULT_A_TASK,
                    null,
                    "queued task " + task.taskId() + " has a second end");
        }
    }

    /** What was told before stays told; the session begins again without any of it. */
    private void emptied() {
        turns.clear();
        committed.clear();
        unfinished.clear();
        finished.clear();
        queued.clear();
        empty = true;
    }

    private void mustBeOwner(JournalRecord written, String node, @Nullable String turnId) {
        if (written.epoch() != epoch || owner == null || !owner.node().equals(node)) {
            find(
                    Invariant.NO_STALE_WRITE,
                    turnId,
                    "%s of %s under epoch %d, where %s owns epoch %d"
                            .formatted(
                                    written.getClass().getSimpleName(),
                                    node,
                                    written.epoch(),
                                    owner == null ? "nobody" : owner.node(),
                                    epoch));
        }
    }

    private void find(Invariant invariant, @Nullable String turnId, String detail) {
        findings.add(new Finding(invariant, sessionId, turnId, detail));
    }

    List<Finding> findings() {
        return findings;
    }

    List<TurnCommitted> turns() {
        return turns;
    }

    long epoch() {
        return epoch;
    }

    @Nullable Owner owner() {
        return owner;
    }

    /** Of the last accepted entry. */
    long offset() {
        return offset;
    }

    /** A turn of any of the session's lives; null when there is none. */
    @Nullable TurnCommitted turn(String turnId) {
        return told.stream().filter(turn -> turn.turnId().equals(turnId)).findFirst().orElse(null);
    }

    /** Turns that were started more than once. */
    long restarted() {
        return starts.values().stream().filter(count -> count > 1).count();
    }

    /** Turns with a step that began, has no result, and must not be repeated. */
    long uncertain() {
        return unfinished.entrySet().stream()
                .filter(task -> !task.getValue())
                .map(task -> task.getKey().turnId())
                .distinct()
                .count();
    }

    /** The text of a turn's first message. */
    static String asked(TurnCommitted turn) {
        return turn.messages().isEmpty() ? "" : text(turn.messages().getFirst());
    }

    /** The text of a turn's last message. */
    static String answered(TurnCommitted turn) {
        return turn.messages().isEmpty() ? "" : text(turn.messages().getLast());
    }

    private static String text(JsonNode message) {
        return message.path("content").asText("");
    }
}
