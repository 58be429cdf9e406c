package io.pagurus.local.launcher;

import com.fasterxml.jackson.databind.JsonNode;

/** Confined to the main thread. A session for a person to read. */
record SessionPicture(Screen screen) {

    void head(JsonNode view) {
        JsonNode owner = view.path("owner");
        screen.line(
                "%s is %s on %s (%s), epoch %s; %s turns, journal offset %s in partition %s",
                text(view, "sessionId"),
                text(view, "state"),
                text(owner, "node"),
                text(owner, "region"),
                text(view, "epoch"),
                text(view, "seq"),
                text(view, "offset"),
                text(view, "partition"));
        if (view.path("running").isObject()) {
            screen.line("  runs turn %s", text(view.path("running"), "turnId"));
        }
        for (JsonNode task : view.path("pendingTasks")) {
            screen.line(
                    "  waits for step %s of turn %s, tool %s",
                    text(task, "taskId"), text(task, "turnId"), text(task, "tool"));
        }
    }

    /** Who had it, from when, and why. */
    void owners(JsonNode entries) {
        screen.line("%nowners");
        for (JsonNode entry : entries) {
            if (text(entry, "type").equals("OwnershipGranted")
                    && text(entry, "verdict").equals("accepted")) {
                JsonNode grant = entry.path("record");
                JsonNode owner = grant.path("owner");
                screen.line(
                        "  epoch %-3s %-10s %-28s %s",
                        text(grant, "epoch"),
                        owner.isObject() ? text(owner, "node") : text(grant, "node"),
                        text(entry, "time"),
                        text(grant, "reason"));
            }
        }
    }

    void turns(JsonNode turns) {
        screen.line("%nturns");
        for (JsonNode turn : turns) {
            screen.line(
                    "  %s  on %s, epoch %s, turn id %s, %s",
                    text(turn, "seq"),
                    text(turn, "node"),
                    text(turn, "epoch"),
                    text(turn, "turnId"),
                    text(turn, "startedAt"));
            for (JsonNode message : turn.path("messages")) {
                JsonNode content = message.path("content");
                screen.line(
                        "     %-9s %s",
                        text(message, "role"),
                        content.isTextual() ? content.asText() : content.toString());
            }
        }
    }

    /** Each record of the journal, and what the fold made of it. */
    void timeline(JsonNode entries) {
        screen.line("%ntimeline");
        for (JsonNode entry : entries) {
            String reason = text(entry, "reason");
            screen.line(
                    "  %6s  %-28s %-20s %s%s",
                    text(entry, "offset"),
                    text(entry, "time"),
                    text(entry, "type"),
                    text(entry, "verdict"),
                    reason.equals("-") ? "" : " (" + reason + ")");
            screen.line("          %s", entry.path("record"));
        }
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isMissingNode() || value.isNull() ? "-" : value.asText();
    }
}
