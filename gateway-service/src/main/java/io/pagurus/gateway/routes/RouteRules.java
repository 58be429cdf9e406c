package io.pagurus.gateway.routes;

import io.pagurus.gateway.rules.RuleSection;
import java.util.Set;

/**
 * Immutable. What holds for the requests of one route.
 *
 * @param name as metrics and logs have it
 * @param turns whether a POST is a turn of a session, which the journal decides; else requests are
 *     only relayed
 */
public record RouteRules(String name, RouteMatch match, boolean turns) {

    /** The routes of an edge that nobody has given rules. */
    static RouteRules turnsAt(Set<String> paths) {
        return new RouteRules("turns", RouteMatch.paths(paths), true);
    }

    /** Everything, relayed. */
    static RouteRules others() {
        return new RouteRules("others", RouteMatch.ALL, false);
    }

    static RouteRules read(RuleSection section) {
        return new RouteRules(
                section.text("name"),
                section.section("match", RouteMatch::read),
                section.flag("turns", false));
    }
}
