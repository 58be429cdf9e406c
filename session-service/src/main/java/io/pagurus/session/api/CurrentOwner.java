package io.pagurus.session.api;

import io.pagurus.events.Owner;
import io.pagurus.session.fold.SessionHeader;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Whom a refused writer finds in its place, and what else it may have to know.
 *
 * @param epoch 0 when nobody has opened the session
 * @param owner of that epoch; null when there is none
 * @param state of the session; {@code unknown} when nobody has opened it
 * @param attempt the number of the last start in this epoch: the next one needs a higher one
 * @param agentStateVersion the version that the next agent state replaces
 */
@RegisterForReflection
record CurrentOwner(
        long epoch, @Nullable Owner owner, String state, long attempt, long agentStateVersion) {

    private static final CurrentOwner NOBODY = new CurrentOwner(0, null, "unknown", 0, 0);

    static CurrentOwner of(@Nullable SessionHeader header) {
        return header == null
                ? NOBODY
                : new CurrentOwner(
                        header.epoch(),
                        header.owner(),
                        header.state().text(),
                        header.attempt(),
                        header.agentStateVersion());
    }
}
