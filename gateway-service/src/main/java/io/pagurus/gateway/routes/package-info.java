/**
 * What the rules of the edge are: {@link io.pagurus.gateway.routes.Rules} (holds those in force,
 * swaps them whole) → {@link io.pagurus.gateway.routes.EdgeRules} (one immutable set, taken once
 * for a request) → {@link io.pagurus.gateway.routes.RouteRules} (the first route that matches).
 * {@link io.pagurus.gateway.routes.RulesFile} brings what is written in a file.
 */
@NullMarked
package io.pagurus.gateway.routes;

import org.jspecify.annotations.NullMarked;
