package io.pagurus.gateway.failure;

import io.vertx.core.Future;

/**
 * Thread-safe; its futures end on the caller's context and never fail. The port to health-service,
 * which has other vantage points: a gateway takes no session over on its own view.
 */
@FunctionalInterface
public interface FailureConfirmation {

    Future<Verdict> confirm(Suspicion suspicion);
}
