package io.pagurus.node.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Immutable. What a node that asks to start a turn has to do. */
public sealed interface TurnVerdict {

    /**
     * Run it.
     *
     * @param seq the number that the turn will have
     * @param steps the tool steps that an earlier attempt recorded
     */
    record Started(Instant startedAt, long seq, List<Step> steps) implements TurnVerdict {
        public Started {
            steps = List.copyOf(steps);
        }
    }

    /** It is in the history: tell its answer, and run nothing. */
    record Committed(StoredTurn turn) implements TurnVerdict {}

    /**
     * A tool step that an earlier attempt recorded.
     *
     * @param result null when the tool may or may not have been called
     */
    record Step(String taskId, String tool, boolean idempotent, @Nullable JsonNode result) {}
}
