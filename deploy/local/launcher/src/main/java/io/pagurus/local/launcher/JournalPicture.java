package io.pagurus.local.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.JournalRecord.OwnershipGranted;
import io.pagurus.events.JournalRecord.SessionDeleted;
import io.pagurus.events.JournalRecord.SessionExpired;
import io.pagurus.events.JournalRecord.TurnCommitted;
import io.pagurus.events.Owner;
import io.pagurus.history.JudgedEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Immutable. A session as the accepted entries of its journal have it. Pure. */
record JournalPicture(Owner owner, long epoch, List<TurnCommitted> turns) {

    JournalPicture {
        turns = List.copyOf(turns);
    }

    /** Empty where the session was never opened, or is forgotten. */
    static Optional<JournalPicture> of(List<JudgedEntry> journal) {
        OwnershipGranted last = null;
        boolean emptied = false;
        List<TurnCommitted> turns = new ArrayList<>();
        for (JudgedEntry entry : journal) {
            if (entry.accepted() && entry.record() instanceof OwnershipGranted grant) {
                last = grant;
                emptied = false;
            } else if (entry.accepted() && entry.record() instanceof TurnCommitted turn) {
                turns.add(turn);
            } else if (entry.accepted()
                    && (entry.record() instanceof SessionExpired
                            || entry.record() instanceof SessionDeleted)) {
                // What expires without content is forgotten.
                boolean gone = emptied && entry.record() instanceof SessionExpired;
                last = gone ? null : last;
                emptied = true;
                turns.clear();
            }
        }
        return last == null
                ? Optional.empty()
                : Optional.of(new JournalPicture(last.owner(), last.epoch(), turns));
    }

    /** Where session-service's answer is not the same. */
    List<String> differences(JsonNode view) {
        List<String> differences = new ArrayList<>();
        differ(differences, "the epoch", view.path("epoch").asLong(), epoch);
        differ(differences, "the owner", view.path("owner").path("node").asText(), owner.node());
        differ(differences, "the number of turns", view.path("turns").size(), turns.size());
        for (int i = 0; i < Math.min(view.path("turns").size(), turns.size()); i++) {
            JsonNode shown = view.path("turns").path(i);
            TurnCommitted kept = turns.get(i);
            differ(differences, "a turn's id", shown.path("turnId").asText(), kept.turnId());
            List<JsonNode> messages = new ArrayList<>();
            shown.path("messages").forEach(messages::add);
            if (!messages.equals(kept.messages())) {
                differences.add("session-service has other messages of turn " + kept.turnId());
            }
        }
        return differences;
    }

    /** The text of a turn's first message. */
    static String asked(TurnCommitted turn) {
        return turn.messages().isEmpty()
                ? ""
                : turn.messages().getFirst().path("content").asText("");
    }

    private static void differ(List<String> differences, String what, Object shown, Object kept) {
        if (!shown.equals(kept)) {
            differences.add(
                    "%s is %s in session-service, %s in the journal".formatted(what, shown, kept));
        }
    }
}
