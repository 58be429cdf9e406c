package io.pagurus.node.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/** Immutable. A turn of the history. */
public record StoredTurn(long seq, String turnId, Instant startedAt, List<JsonNode> messages) {
    public StoredTurn {
        messages = List.copyOf(messages);
    }
}
