package io.pagurus.gateway.routes;

import io.pagurus.gateway.routing.FleetTraits;
import io.pagurus.gateway.routing.PlacingRules;
import io.pagurus.gateway.routing.StrategyRules;
import io.pagurus.gateway.rules.RuleSection;
import java.util.Set;

/**
 * Immutable. What holds for the requests of one route.
 *
 * @param name as metrics and logs have it
 * @param turns whether a POST is a turn of a session, which the journal decides; else requests are
 *     only relayed
 * @param placing how they are placed on nodes
 */
public record RouteRules(String name, RouteMatch match, boolean turns, PlacingRules placing) {

    /** The routes of an edge that nobody has given rules. */
    static RouteRules turnsAt(Set<String> paths) {
        return new RouteRules("turns", RouteMatch.paths(paths), true, PlacingRules.DEFAULT);
    }

    /** Everything, relayed. */
    static RouteRules others() {
        return new RouteRules("others", RouteMatch.ALL, false, PlacingRules.DEFAULT);
    }

    static RouteRules read(RuleSection section, FleetTraits nodes) {
        return new RouteRules(
                section.text("name"),
                section.section("match", RouteMatch::read),
                section.flag("turns", false),
                new PlacingRules(section.section("strategy", StrategyRules::read), nodes));
    }

    RouteRules with(FleetTraits nodes) {
        return new RouteRules(name, match, turns, new PlacingRules(placing.strategy(), nodes));
    }
}
