package io.pagurus.gateway.routing;

/**
 * Immutable. All that the rules say of how a route's requests are placed. Made once for each route
 * of a set of rules, and known again by its identity.
 */
public record PlacingRules(StrategyRules strategy, FleetTraits nodes) {

    public static final PlacingRules DEFAULT =
            new PlacingRules(StrategyRules.DEFAULT, FleetTraits.NONE);
}
