package io.pagurus.session.fold;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.JournalRecord.TurnCommitted;
import java.time.Instant;
import java.util.List;

/** Immutable. A committed turn as the history has it. */
public record Turn(
        long seq,
        long epoch,
        String node,
        String turnId,
        String requestDigest,
        Instant startedAt,
        List<JsonNode> messages) {

    public Turn {
        messages = List.copyOf(messages);
    }

    public static Turn of(TurnCommitted committed) {
        return new Turn(
                committed.seq(),
                committed.epoch(),
                committed.node(),
                committed.turnId(),
                committed.requestDigest(),
                committed.startedAt(),
                committed.messages());
    }
}
