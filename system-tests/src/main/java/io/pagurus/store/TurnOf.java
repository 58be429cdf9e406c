package io.pagurus.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Immutable. A turn of a simulated session, and the bodies of the calls about it.
 *
 * @param steps how many tools it calls; every third step must not be repeated
 * @param attempt the number of the start under its epoch
 */
record TurnOf(String sessionId, String id, String key, int steps, long attempt) {

    /** Long enough that a chunk is worth its name. */
    private static final String FILLING = " and so on, as models like to say it,".repeat(4);

    String path() {
        return "/turns/" + id;
    }

    String text() {
        return "ask " + sessionId + " " + key;
    }

    /** Another one from each owner, so that it is seen whose was kept. */
    String answer(long epoch, String node) {
        return "answer to " + key + " by " + node + " under " + epoch + FILLING;
    }

    /** The same turn, begun once more. */
    TurnOf numbered(long start) {
        return new TurnOf(sessionId, id, key, steps, start);
    }

    ObjectNode fenced(long epoch, String node) {
        return Calls.body().put("epoch", epoch).put("node", node).put("attempt", attempt);
    }

    ObjectNode start(long epoch, String node) {
        return fenced(epoch, node).put("requestDigest", digest()).put("streaming", false);
    }

    ObjectNode intent(long epoch, String node, String task) {
        boolean idempotent = Math.floorMod((id + task).hashCode(), 3) != 0;
        ObjectNode body = fenced(epoch, node).put("tool", "clock").put("idempotent", idempotent);
        body.putObject("input").put("task", task);
        return body;
    }

    ObjectNode result(long epoch, String node) {
        ObjectNode body = fenced(epoch, node);
        body.putObject("result").put("by", node).put("epoch", epoch);
        return body;
    }

    ObjectNode commit(long epoch, String node, JsonNode started, boolean withState) {
        ObjectNode body =
                fenced(epoch, node)
                        .put("seq", started.path("seq").asLong())
                        .put("requestDigest", digest())
                        .put("startedAt", started.path("startedAt").asText());
        var messages = body.putArray("messages");
        messages.addObject().put("role", "user").put("content", text());
        messages.addObject().put("role", "assistant").put("content", answer(epoch, node));
        if (withState) {
            body.putObject("agentState").put("turn", key);
        }
        return body;
    }

    /** The text of the last message of a turn as session-service shows it. */
    static String answered(JsonNode turn) {
        JsonNode messages = turn.path("messages");
        return messages.path(messages.size() - 1).path("content").asText();
    }

    private String digest() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
