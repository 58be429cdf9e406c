package io.pagurus.session.fold;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.JournalRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread; no I/O. One session folded from its first entry, with the bodies that a
 * header leaves out: the history, the results of the running turn's steps, the agent's state.
 *
 * <p>Of the partition's epoch floor it knows what it is told, or what the session itself adds to
 * it: enough where the first entry is known to be accepted.
 */
public final class Replay {

    /** Two turns may both have a step of one name. */
    private record StepKey(String turnId, String taskId) {}

    private final SessionFold fold;
    private final List<Turn> turns = new ArrayList<>();
    private final Map<StepKey, JsonNode> results = new HashMap<>();
    private @Nullable SessionHeader header;
    private EpochFloor floor = EpochFloor.NONE;
    private @Nullable JsonNode agentState;

    public Replay(SessionFold fold) {
        this.fold = fold;
    }

    /** Folds the session's next entry. */
    public Verdict apply(JournalEntry entry, Position at) {
        Folded folded = fold.apply(header, floor, entry, at);
        floor = floor.after(header, folded.header(), at);
        header = folded.header();
        if (folded.verdict() instanceof Verdict.Accepted
                && entry instanceof JournalEntry.Written(JournalRecord record)) {
            keep(record);
        }
        return folded.verdict();
    }

    /** The same where the partition's floor is known. */
    public Verdict apply(JournalEntry entry, EpochFloor floorBefore, Position at) {
        floor = floorBefore;
        return apply(entry, at);
    }

    /** The partition's floor after the last entry, as far as it was told. */
    public EpochFloor floor() {
        return floor;
    }

    private void keep(JournalRecord accepted) {
        switch (accepted) {
            case JournalRecord.TurnCommitted committed -> {
                turns.add(Turn.of(committed));
                agentState = committed.agentState() == null ? agentState : committed.agentState();
            }
            case JournalRecord.AgentStateSet set -> agentState = set.agentState();
            case JournalRecord.TaskFinished finished ->
                    results.put(
                            new StepKey(finished.turnId(), finished.taskId()), finished.result());
            case JournalRecord.SessionExpired _, JournalRecord.SessionDeleted _ -> {
                turns.clear();
                agentState = null;
            }
            case JournalRecord.OwnershipGranted _,
                    JournalRecord.TurnStarted _,
                    JournalRecord.TaskIntended _,
                    JournalRecord.TurnFailed _,
                    JournalRecord.SessionFrozen _,
                    JournalRecord.SessionThawed _,
                    JournalRecord.SessionClosed _,
                    JournalRecord.TaskEnqueued _,
                    JournalRecord.TaskLeased _,
                    JournalRecord.TaskSettled _ -> {}
        }
        results.keySet().removeIf(key -> !isStillFinished(key));
    }

    /** A turn that was set aside keeps its results: started again, it goes on after them. */
    private boolean isStillFinished(StepKey key) {
        if (header == null) {
            return false;
        }
        RunningTurn running = header.running(key.turnId());
        RunningTurn turn = running == null ? header.unsettled().turn(key.turnId()) : running;
        TaskStep step = turn == null ? null : turn.step(key.taskId());
        return step != null && step.finished();
    }

    /** The session now; null when no entry opened it. */
    public @Nullable SessionHeader header() {
        return header;
    }

    /** Its committed turns, in order. */
    public List<Turn> turns() {
        return List.copyOf(turns);
    }

    /** The results of the running turn's finished steps, by task. */
    public Map<String, JsonNode> results() {
        RunningTurn running = header == null ? null : header.running();
        Map<String, JsonNode> found = new HashMap<>();
        results.forEach((key, result) -> {
            if (running != null && running.turnId().equals(key.turnId())) {
                found.put(key.taskId(), result);
            }
        });
        return found;
    }

    /** What the agent keeps for itself; null when it never said. */
    public @Nullable JsonNode agentState() {
        return agentState;
    }
}
