package io.pagurus.gateway.identity;

import io.vertx.core.MultiMap;

/** Event loop. Says who sends a request; must not block. */
@FunctionalInterface
public interface Principals {

    /** Until clients sign in, everybody is the same nobody. */
    Principals ANONYMOUS = _ -> "anonymous";

    String of(MultiMap headers);
}
