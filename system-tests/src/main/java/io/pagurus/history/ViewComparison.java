package io.pagurus.history;

import io.pagurus.events.JournalRecord.TurnCommitted;
import io.pagurus.events.Owner;
import io.pagurus.history.ViewPicture.ViewTurn;
import java.util.ArrayList;
import java.util.List;

/** Immutable. A session's picture in Redis beside its story up to the picture's offset. Pure. */
final class ViewComparison {

    private ViewComparison() {}

    /**
     * Where the picture is not right.
     *
     * @param whole the session's story to the end of the journal
     * @param story as far as the picture says that it has come
     */
    static List<Finding> differences(ViewPicture view, SessionStory whole, SessionStory story) {
        List<String> details = new ArrayList<>();
        if (view.offset() < whole.offset()) {
            details.add(
                    "is at offset %d, the journal at %d".formatted(view.offset(), whole.offset()));
        }
        Owner owner = story.owner();
        differ(details, "epoch", view.epoch(), story.epoch());
        differ(details, "owner", view.owner(), owner == null ? "" : owner.node());
        differ(details, "seq", view.seq(), (long) story.turns().size());
        differ(details, "turns", view.turns().size(), story.turns().size());
        for (int i = 0; i < Math.min(view.turns().size(), story.turns().size()); i++) {
            compare(details, view.turns().get(i), story.turns().get(i));
        }
        return details.stream().map(detail -> finding(view.sessionId(), detail)).toList();
    }

    /** A session that the journal has, and Redis has not. */
    static Finding missing(String sessionId) {
        return finding(sessionId, "has no view in Redis");
    }

    private static Finding finding(String sessionId, String detail) {
        return new Finding(Invariant.VIEW_EQUALS_FOLD, sessionId, null, detail);
    }

    private static void compare(List<String> details, ViewTurn shown, TurnCommitted kept) {
        differ(details, "turn number", shown.seq(), kept.seq());
        differ(details, "turn id", shown.turnId(), kept.turnId());
        if (!shown.messages().equals(kept.messages())) {
            details.add("the messages of turn %s differ".formatted(kept.turnId()));
        }
    }

    private static void differ(List<String> details, String what, Object shown, Object kept) {
        if (!shown.equals(kept)) {
            details.add("%s is %s in Redis, %s in the journal".formatted(what, shown, kept));
        }
    }
}
