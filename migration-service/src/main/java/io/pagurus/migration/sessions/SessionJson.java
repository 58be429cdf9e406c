package io.pagurus.migration.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pagurus.events.Owner;
import io.pagurus.migration.plan.SessionNeed;
import io.pagurus.migration.plan.SessionNeed.Urgency;
import io.pagurus.migration.sessions.GatheredGrants.Wanted;
import io.pagurus.migration.sessions.SessionDirectory.Grant;
import io.pagurus.migration.sessions.SessionDirectory.Listing;
import java.util.ArrayList;
import java.util.List;

/** Thread-safe. session-service's JSON, read. Throws an unchecked exception at what it is not. */
final class SessionJson {

    private SessionJson() {}

    static Listing page(JsonNode body) {
        List<SessionNeed> needs = new ArrayList<>();
        for (JsonNode view : body.required("sessions")) {
            needs.add(
                    new SessionNeed(
                            view.required("sessionId").asText(),
                            view.required("epoch").asLong(),
                            urgency(view.path("running"))));
        }
        JsonNode next = body.path("next");
        return new Listing.Page(needs, next.isTextual() ? next.asText() : null);
    }

    /** It is listed because it needs attention: what does not run has tasks. */
    private static Urgency urgency(JsonNode running) {
        if (!running.isObject()) {
            return Urgency.PENDING_TASKS;
        }
        return running.path("streaming").asBoolean() ? Urgency.STREAMING : Urgency.RUNNING_TURN;
    }

    /** The body of a call. */
    static ObjectNode grants(List<Wanted> wanted) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode grants = body.putArray("grants");
        for (Wanted one : wanted) {
            grants.addObject()
                    .put("sessionId", one.sessionId())
                    .put("expectedEpoch", one.expectedEpoch())
                    .put("node", one.to().node())
                    .put("region", one.to().region())
                    .put("reason", "node-ejected")
                    .put("migrationId", one.migrationId())
                    .putNull("principal")
                    .put("requestedAt", one.requestedAt().toString());
        }
        return body;
    }

    /** What came of each. */
    static List<Grant> results(JsonNode body) {
        List<Grant> grants = new ArrayList<>();
        body.required("results").forEach(result -> grants.add(grant(result)));
        return grants;
    }

    private static Grant grant(JsonNode result) {
        int status = result.required("status").asInt();
        return switch (status) {
            case 200 -> new Grant.Granted();
            case 404, 410 -> new Grant.Gone();
            case 409 -> conflict(result.required("problem"));
            case 400, 401, 403, 413, 415, 422 -> new Grant.Rejected(status);
            default -> new Grant.Away("status " + status);
        };
    }

    /** Of a session that nobody has (any more) there is no owner to follow. */
    private static Grant conflict(JsonNode problem) {
        JsonNode current = problem.path("current");
        JsonNode owner = current.path("owner");
        return owner.isObject()
                ? new Grant.Conflict(
                        current.required("epoch").asLong(),
                        new Owner(
                                owner.required("node").asText(), owner.required("region").asText()))
                : new Grant.Gone();
    }
}
