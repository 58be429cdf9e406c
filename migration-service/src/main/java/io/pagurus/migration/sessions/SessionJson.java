package io.pagurus.migration.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.Owner;
import io.pagurus.migration.plan.SessionNeed;
import io.pagurus.migration.plan.SessionNeed.Urgency;
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

    static Grant conflict(JsonNode problem) {
        JsonNode current = problem.required("current");
        JsonNode owner = current.required("owner");
        return new Grant.Conflict(
                current.required("epoch").asLong(),
                new Owner(owner.required("node").asText(), owner.required("region").asText()));
    }
}
