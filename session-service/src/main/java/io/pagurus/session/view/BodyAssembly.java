package io.pagurus.session.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.RunningTurn;
import io.pagurus.session.fold.TaskStep;
import io.pagurus.session.history.SealedHistory;
import io.pagurus.session.journal.BodyNames;
import io.pagurus.session.journal.JournalBodies;
import io.pagurus.session.snapshot.Bodies;
import io.pagurus.session.snapshot.Row;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Pure but for what it asks. A session's content from its row and its bodies. */
final class BodyAssembly {

    private static final long NOWHERE = -1;

    private BodyAssembly() {}

    /** By task, the journal's offsets of the results that the running turn has. */
    static Map<String, Long> results(Row row) {
        Map<String, Long> results = new HashMap<>();
        RunningTurn running = row.header().running();
        if (running != null) {
            for (TaskStep step : running.steps()) {
                if (step.finished()) {
                    String name = BodyNames.stepResult(running.turnId(), step.taskId());
                    results.put(step.taskId(), row.bodies().entries().getOrDefault(name, NOWHERE));
                }
            }
        }
        return results;
    }

    /**
     * The content; empty when a body is not there.
     *
     * @param copies agents' states in the history topic by their offsets
     * @param entries entries of the journal by their offsets
     */
    static Optional<SessionContent> of(
            Row row,
            SealedHistory history,
            LongFunction<@Nullable JsonNode> copies,
            LongFunction<@Nullable JournalRecord> entries) {
        Map<String, JsonNode> results = new HashMap<>();
        for (Map.Entry<String, Long> at : results(row).entrySet()) {
            if (!(entries.apply(at.getValue()) instanceof JournalRecord.TaskFinished finished)) {
                return Optional.empty();
            }
            results.put(at.getKey(), finished.result());
        }
        Bodies.StateAt at = row.bodies().state();
        if (at == null) {
            return Optional.of(new SessionContent(row.header(), history, null, results));
        }
        Optional<JsonNode> state =
                at.inHistory()
                        ? Optional.ofNullable(copies.apply(at.offset()))
                        : JournalBodies.state(entries.apply(at.offset()));
        return state.map(found -> new SessionContent(row.header(), history, found, results));
    }
}
