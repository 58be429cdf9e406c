package io.pagurus.gateway.routes;

import io.pagurus.gateway.access.AccessRules;
import io.pagurus.gateway.access.CallerRules;
import io.pagurus.gateway.access.RateRules;
import io.pagurus.gateway.classes.ClassRules;
import io.pagurus.gateway.classes.Classes;
import io.pagurus.gateway.classes.ModelRules;
import io.pagurus.gateway.identity.PlacementRules;
import io.pagurus.gateway.limits.DownRules;
import io.pagurus.gateway.rollout.RolloutRules;
import io.pagurus.gateway.routing.FleetTraits;
import io.pagurus.gateway.routing.PlacingRules;
import io.pagurus.gateway.routing.Strategy;
import io.pagurus.gateway.routing.StrategyRules;
import io.pagurus.gateway.rules.RuleSection;
import io.pagurus.gateway.upstream.NodeManner;
import io.pagurus.gateway.webhook.WebhookRules;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What holds for the requests of one route.
 *
 * @param name as metrics and logs have it
 * @param turns whether a POST is a turn of a session, which the journal decides; else requests are
 *     only relayed
 * @param access who may use it
 * @param rate how often
 * @param affinity what its requests are known again by
 * @param placing how they are placed on nodes
 * @param classes which class its requests are of
 * @param models which models answer them; null where the edge does not look
 * @param rollout how they are divided among tracks; null where they are not
 * @param webhook how often its requests come, they run once; null where each is a request of its
 *     own
 * @param whenDown what those that are only relayed do when no node can take them; turns wait for
 *     their deadline
 */
public record RouteRules(
        String name,
        RouteMatch match,
        boolean turns,
        AccessRules access,
        RateRules rate,
        PlacementRules affinity,
        PlacingRules placing,
        ClassRules classes,
        @Nullable ModelRules models,
        @Nullable RolloutRules rollout,
        @Nullable WebhookRules webhook,
        DownRules whenDown) {

    /** The routes of an edge that nobody has given rules. */
    static RouteRules turnsAt(Set<String> paths) {
        return plain("turns", RouteMatch.paths(paths), true);
    }

    /** Everything, relayed. */
    static RouteRules others() {
        return plain("others", RouteMatch.ALL, false);
    }

    private static RouteRules plain(String name, RouteMatch match, boolean turns) {
        return new RouteRules(
                name,
                match,
                turns,
                AccessRules.OPEN,
                RateRules.NONE,
                PlacementRules.DEFAULT,
                PlacingRules.DEFAULT,
                ClassRules.DEFAULT,
                null,
                null,
                null,
                DownRules.DEFAULT);
    }

    /**
     * Reads a route.
     *
     * @param callers who there is
     * @param nodes what is said of nodes
     * @param classes that there are
     * @param cookies whether there is a cookie for affinity
     */
    static RouteRules read(
            RuleSection section,
            CallerRules callers,
            FleetTraits nodes,
            Classes classes,
            boolean cookies) {
        boolean turns = section.flag("turns", false);
        PlacementRules affinity =
                section.section("affinity", given -> PlacementRules.read(given, turns, cookies));
        return new RouteRules(
                section.text("name"),
                section.section("match", RouteMatch::read),
                turns,
                section.section("access", access -> AccessRules.read(access, callers)),
                section.section("rate-limit", RateRules::read),
                affinity,
                new PlacingRules(strategy(section, affinity), nodes),
                section.section("class", each -> ClassRules.read(each, classes)),
                section.optional("model", each -> ModelRules.read(each, classes.models()))
                        .orElse(null),
                section.optional("rollout", RolloutRules::read).orElse(null),
                section.optional("webhook", WebhookRules::read).orElse(null),
                section.section("when-down", DownRules::read));
    }

    /** Where nobody owns anything, all gateways have to come to the same node by themselves. */
    private static StrategyRules strategy(RuleSection section, PlacementRules affinity) {
        return affinity.only() && !section.has("strategy")
                ? StrategyRules.of(new Strategy.Rendezvous())
                : section.section("strategy", StrategyRules::read);
    }

    /** How a node is spoken to. */
    public NodeManner mannerTo(String nodeId) {
        return placing.nodes().of(nodeId).manner();
    }

    RouteRules with(FleetTraits nodes) {
        PlacingRules placed = new PlacingRules(placing.strategy(), nodes);
        return new RouteRules(
                name, match, turns, access, rate, affinity, placed, classes, models, rollout,
                webhook, whenDown);
    }
}
