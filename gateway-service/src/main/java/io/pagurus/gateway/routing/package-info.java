/**
 * Where a request goes: {@link io.pagurus.gateway.routing.Router} decides, purely, on one fleet
 * snapshot; {@link io.pagurus.gateway.routing.LeastConnections} places what has no owner.
 */
@NullMarked
package io.pagurus.gateway.routing;

import org.jspecify.annotations.NullMarked;
