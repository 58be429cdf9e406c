package io.pagurus.session.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.Owner;
import io.pagurus.session.changes.Change;
import io.pagurus.session.fold.SessionHeader;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A change as its reader sees it.
 *
 * @param state {@code forgotten} when nothing is left of the session
 * @param record the entry with its payloads in clear
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChangeTold(
        String sessionId,
        int partition,
        long offset,
        Instant time,
        String type,
        long epoch,
        @Nullable Owner owner,
        String state,
        long seq,
        @Nullable JsonNode record) {

    static ChangeTold of(Change change, @Nullable JsonNode record) {
        SessionHeader after = change.after();
        return new ChangeTold(
                change.sessionId(),
                change.at().partition(),
                change.at().offset(),
                change.time(),
                change.type(),
                after == null ? 0 : after.epoch(),
                after == null ? null : after.owner(),
                after == null ? "forgotten" : after.state().text(),
                after == null ? 0 : after.seq(),
                record);
    }

    /** Where a reader goes on after it. */
    String id() {
        return partition + "-" + offset;
    }
}
