package io.pagurus.session.view;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A tool step of the running turn, as the view has it.
 *
 * @param result null until the tool has answered
 */
record TaskView(
        String turnId, String taskId, String tool, boolean idempotent, @Nullable JsonNode result) {}
