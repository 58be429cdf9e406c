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
 */
public final class Replay {

    private final SessionFold fold;
    private final List<Turn> turns = new ArrayList<>();
    private final Map<String, JsonNode> results = new HashMap<>();
    private @Nullable SessionHeader header;
    private @Nullable JsonNode agentState;

    public Replay(SessionFold fold) {
        this.fold = fold;
    }

    /** Folds the session's next entry. */
    public Verdict apply(JournalEntry entry, Position at) {
        Folded folded = fold.apply(header, entry, at);
        header = folded.header();
        if (folded.verdict() instanceof Verdict.Accepted
                && entry instanceof JournalEntry.Written(JournalRecord record)) {
            keep(record);
        }
        return folded.verdict();
    }

    private void keep(JournalRecord accepted) {
        switch (accepted) {
            case JournalRecord.TurnCommitted committed -> {
                turns.add(Turn.of(committed));
                agentState = committed.agentState() == null ? agentState : committed.agentState();
            }
            case JournalRecord.TaskFinished finished ->
                    results.put(finished.taskId(), finished.result());
            case JournalRecord.OwnershipGranted _,
                    JournalRecord.TurnStarted _,
                    JournalRecord.TaskIntended _,
                    JournalRecord.TurnFailed _ -> {}
        }
        forgetResultsOfOtherTurns();
    }

    private void forgetResultsOfOtherTurns() {
        RunningTurn running = header == null ? null : header.running();
        results.keySet()
                .removeIf(taskId -> {
                    TaskStep step = running == null ? null : running.step(taskId);
                    return step == null || !step.finished();
                });
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
        return Map.copyOf(results);
    }

    /** What the agent keeps for itself; null when it never said. */
    public @Nullable JsonNode agentState() {
        return agentState;
    }
}
