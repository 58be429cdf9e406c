package io.pagurus.session.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.history.SealedHistory;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A session with its bodies as they are kept, all of the header's version: what a view
 * is rebuilt from.
 *
 * @param history sealed and open turns
 * @param agentState null when the agent never said
 * @param results of the running turn's finished steps, by task
 */
public record SessionContent(
        SessionHeader header,
        SealedHistory history,
        @Nullable JsonNode agentState,
        Map<String, JsonNode> results) {

    public SessionContent {
        results = Map.copyOf(results);
    }

    /** Of a session of which nothing is left but what fences off its old owners. */
    static SessionContent emptied(SessionHeader header) {
        return new SessionContent(header, new SealedHistory(List.of(), List.of()), null, Map.of());
    }
}
