package io.pagurus.session.changes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.Owner;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.SessionHeader;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. An entry that changed its session, and what the session is after it.
 *
 * @param type of the entry; {@code Unreadable} when it put the session in quarantine
 * @param state {@code forgotten} when nothing is left of the session
 * @param record the entry itself, where the reader wants it
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Change(
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

    static Change of(
            String sessionId,
            Position at,
            Instant time,
            String type,
            @Nullable SessionHeader after,
            @Nullable JsonNode record) {
        return new Change(
                sessionId,
                at.partition(),
                at.offset(),
                time,
                type,
                after == null ? 0 : after.epoch(),
                after == null ? null : after.owner(),
                after == null ? "forgotten" : after.state().text(),
                after == null ? 0 : after.seq(),
                record);
    }

    /** Where a reader goes on after it. */
    public String id() {
        return partition + "-" + offset;
    }
}
