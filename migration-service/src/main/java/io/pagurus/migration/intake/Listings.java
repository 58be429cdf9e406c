package io.pagurus.migration.intake;

import io.pagurus.migration.move.Deadline;
import io.pagurus.migration.move.Leaving;
import io.pagurus.migration.move.Waiting;
import io.pagurus.migration.plan.SessionNeed;
import io.pagurus.migration.sessions.SessionDirectory;
import io.pagurus.migration.sessions.SessionDirectory.Listing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Thread-safe; blocks. Reads all pages of what is left with a node, patiently. */
final class Listings {

    /** Immutable. What came of it. */
    sealed interface Answer {}

    record Listed(List<SessionNeed> needs) implements Answer {
        Listed {
            needs = List.copyOf(needs);
        }
    }

    record NotListed() implements Answer {}

    record Stopped() implements Answer {}

    private final SessionDirectory sessions;
    private final Waiting waiting;
    private final int maxSessions;

    Listings(SessionDirectory sessions, Waiting waiting, int maxSessions) {
        this.sessions = sessions;
        this.waiting = waiting;
        this.maxSessions = maxSessions;
    }

    Answer all(Leaving leaving) {
        Deadline deadline = new Deadline(waiting, leaving.until());
        List<SessionNeed> needs = new ArrayList<>();
        String next = null;
        do {
            Listing.Page page = page(leaving.nodeId(), next, deadline);
            if (page == null) {
                return waiting.pause(Duration.ZERO) ? new NotListed() : new Stopped();
            }
            needs.addAll(page.needs());
            next = page.next();
        } while (next != null && needs.size() < maxSessions);
        return new Listed(needs);
    }

    private Listing.@Nullable Page page(String nodeId, @Nullable String after, Deadline deadline) {
        do {
            if (sessions.list(nodeId, after) instanceof Listing.Page page) {
                return page;
            }
        } while (deadline.anotherTry());
        return null;
    }
}
