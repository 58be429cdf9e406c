/**
 * Which part of a route's traffic goes to which nodes while a new version is brought in: {@link
 * io.pagurus.gateway.rollout.RolloutRules} (the shares) → {@link
 * io.pagurus.gateway.rollout.TrackChoice} (a session's own).
 */
@NullMarked
package io.pagurus.gateway.rollout;

import org.jspecify.annotations.NullMarked;
