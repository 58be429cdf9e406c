/**
 * Where a request goes: {@link io.pagurus.gateway.routing.Router} decides, on one fleet snapshot,
 * by the {@link io.pagurus.gateway.routing.StrategyRules} of its route. {@link
 * io.pagurus.gateway.routing.Planning} makes a snapshot ready once ({@link
 * io.pagurus.gateway.routing.RoutePlan} → {@link io.pagurus.gateway.routing.Tier} → {@link
 * io.pagurus.gateway.routing.Pool}), so that what {@link io.pagurus.gateway.routing.Chooser} does
 * for each request does not grow with the fleet.
 */
@NullMarked
package io.pagurus.gateway.routing;

import org.jspecify.annotations.NullMarked;
