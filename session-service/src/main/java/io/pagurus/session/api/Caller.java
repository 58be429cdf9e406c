package io.pagurus.session.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Thread-safe. Who calls, as the token says. */
@Singleton
final class Caller {

    private final JsonWebToken token;

    @Inject
    Caller(JsonWebToken token) {
        this.token = token;
    }

    /** A node speaks for itself alone. */
    String self(@Nullable String node) {
        String named = Checks.id("node", node);
        if (!named.equals(token.getSubject())) {
            throw new Failure.OtherNode(named).thrown();
        }
        return named;
    }

    String subject() {
        return Checks.text("sub", token.getSubject());
    }
}
