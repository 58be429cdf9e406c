package io.pagurus.session.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Turn;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A session with its bodies as somebody asked for them, all of the header's version.
 *
 * @param turns those that were asked for, in order
 * @param agentState null when the agent never said
 * @param results of the running turn's finished steps, by task
 */
public record ReadSession(
        SessionHeader header,
        List<Turn> turns,
        @Nullable JsonNode agentState,
        Map<String, JsonNode> results) {}
