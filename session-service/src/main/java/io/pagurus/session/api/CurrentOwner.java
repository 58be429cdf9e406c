package io.pagurus.session.api;

import io.pagurus.events.Owner;
import io.pagurus.session.fold.SessionHeader;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** Immutable. Whom a fenced writer was replaced by. */
@RegisterForReflection
record CurrentOwner(long epoch, @Nullable Owner owner) {

    static @Nullable CurrentOwner of(@Nullable SessionHeader header) {
        return header == null ? null : new CurrentOwner(header.epoch(), header.owner());
    }
}
