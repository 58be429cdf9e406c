package io.pagurus.gateway.access;

import io.vertx.core.Future;

/** Thread-safe; never blocks. Where an issuer's keys are. */
@FunctionalInterface
interface KeySource {

    /** The text of a JWK set. */
    Future<String> read();
}
