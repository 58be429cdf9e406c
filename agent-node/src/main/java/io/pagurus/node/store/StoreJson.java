package io.pagurus.node.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.node.store.StoreReply.Answer;
import io.pagurus.node.store.StoreReply.Denied;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Thread-safe. session-service's JSON, read. Throws an unchecked exception at what it is not. */
final class StoreJson {

    private StoreJson() {}

    static StoredSession session(JsonNode body) {
        List<StoredTurn> turns = new ArrayList<>();
        body.path("turns").forEach(turn -> turns.add(turn(turn)));
        return new StoredSession(
                Objects.requireNonNull(ownership(body), "owner"),
                body.path("attempt").asLong(),
                turns);
    }

    static TurnVerdict verdict(JsonNode body) {
        return switch (text(body, "verdict")) {
            case "started" -> started(body);
            case "committed" -> new TurnVerdict.Committed(turn(body.path("turn")));
            default -> throw new IllegalArgumentException("verdict");
        };
    }

    /** The refusal that a status and a problem mean. */
    static <T> StoreReply<T> denied(int status, JsonNode problem) {
        String type = problem.path("type").asText();
        return new Denied<>(
                switch (status) {
                    case 404 -> new Denial.UnknownSession();
                    case 409, 410 -> refused(type.substring(type.lastIndexOf(':') + 1), problem);
                    case 422 ->
                            type.endsWith(":digest-mismatch")
                                    ? new Denial.DigestMismatch()
                                    : new Denial.Rejected(status);
                    case 400, 401, 403, 405, 413, 415 -> new Denial.Rejected(status);
                    default -> new Denial.Away("status " + status);
                });
    }

    private static Denial refused(String type, JsonNode problem) {
        return switch (type) {
            case "quarantined" -> new Denial.Quarantined();
            case "stale-attempt" ->
                    new Denial.Replaced(problem.path("current").path("attempt").asLong());
            // Who does not say what it is, is not asked again under this epoch.
            case "fenced", "" -> new Denial.Fenced(ownership(problem.path("current")));
            default ->
                    new Denial.Refused(
                            type,
                            problem.path("reason").asText(type),
                            problem.path("retryable").asBoolean());
        };
    }

    static <T> StoreReply<T> answer(T value) {
        return new Answer<>(value);
    }

    private static TurnVerdict started(JsonNode body) {
        List<TurnVerdict.Step> steps = new ArrayList<>();
        for (JsonNode step : body.path("steps")) {
            JsonNode result = step.path("result");
            steps.add(
                    new TurnVerdict.Step(
                            text(step, "taskId"),
                            text(step, "tool"),
                            step.path("idempotent").asBoolean(),
                            result.isMissingNode() || result.isNull() ? null : result));
        }
        Instant startedAt = Instant.parse(text(body, "startedAt"));
        return new TurnVerdict.Started(startedAt, body.required("seq").asLong(), steps);
    }

    private static StoredTurn turn(JsonNode turn) {
        List<JsonNode> messages = new ArrayList<>();
        turn.required("messages").forEach(messages::add);
        return new StoredTurn(
                turn.required("seq").asLong(),
                text(turn, "turnId"),
                Instant.parse(text(turn, "startedAt")),
                messages);
    }

    private static @Nullable Ownership ownership(JsonNode body) {
        JsonNode owner = body.path("owner");
        return owner.isObject()
                ? new Ownership(
                        body.path("epoch").asLong(),
                        owner.path("node").asText(),
                        owner.path("region").asText())
                : null;
    }

    private static String text(JsonNode body, String field) {
        return body.required(field).asText();
    }
}
