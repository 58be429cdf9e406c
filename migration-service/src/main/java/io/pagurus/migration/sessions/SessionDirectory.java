package io.pagurus.migration.sessions;

import io.pagurus.events.Owner;
import io.pagurus.migration.plan.SessionNeed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Thread-safe; may block. session-service as migrations see it; makes each call once. */
public interface SessionDirectory {

    /**
     * The sessions of a node that need attention now.
     *
     * @param after the last id of the page before; null for the first page
     */
    Listing list(String nodeId, @Nullable String after);

    /** Asks that {@code to} owns the session from the epoch after {@code expectedEpoch} on. */
    Grant grant(String sessionId, long expectedEpoch, Owner to, String migrationId);

    /** Immutable. A page, or none. */
    sealed interface Listing {

        /**
         * A page of sessions.
         *
         * @param next what to ask the next page with; null after the last
         */
        record Page(List<SessionNeed> needs, @Nullable String next) implements Listing {
            public Page {
                needs = List.copyOf(needs);
            }
        }

        record Away(String why) implements Listing {}
    }

    /** Immutable. What came of a grant. */
    sealed interface Grant {

        record Granted() implements Grant {}

        /** The epoch was another one. */
        record Conflict(long epoch, Owner owner) implements Grant {}

        /** The session is no more. */
        record Gone() implements Grant {}

        /** It will not do this, however often it is asked. */
        record Rejected(int status) implements Grant {}

        /** No verdict; the grant may have been accepted, and may be asked for again. */
        record Away(String why) implements Grant {}
    }
}
