package io.pagurus.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;

/**
 * Immutable. What Redis shows of a session.
 *
 * @param offset the journal's offset that the picture says it has reached
 * @param turns its history, in its order
 */
public record ViewPicture(
        String sessionId, long epoch, String owner, long seq, long offset, List<ViewTurn> turns) {

    /** A turn of the history as Redis has it. */
    public record ViewTurn(long seq, String turnId, List<JsonNode> messages) {
        public ViewTurn {
            Objects.requireNonNull(turnId, "turnId");
            messages = List.copyOf(messages);
        }
    }

    public ViewPicture {
        Objects.requireNonNull(sessionId, "sessionId");
        Objects.requireNonNull(owner, "owner");
        turns = List.copyOf(turns);
    }
}
