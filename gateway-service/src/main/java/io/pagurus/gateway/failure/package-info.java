/**
 * What a failed request means: {@link io.pagurus.gateway.failure.StallWatch} (nothing has come for
 * too long) and failed tries → {@link io.pagurus.gateway.failure.Suspicions} (asks once for all
 * that suspect the same node) → {@link io.pagurus.gateway.failure.FailureConfirmation}
 * (health-service, which alone says whether a node is dead).
 */
@NullMarked
package io.pagurus.gateway.failure;

import org.jspecify.annotations.NullMarked;
