package io.pagurus.gateway.routes;

import io.pagurus.gateway.access.AccessRules;
import io.pagurus.gateway.access.CallerRules;
import io.pagurus.gateway.classes.ClassRules;
import io.pagurus.gateway.classes.Classes;
import io.pagurus.gateway.classes.ModelRules;
import io.pagurus.gateway.limits.DownRules;
import io.pagurus.gateway.rollout.RolloutRules;
import io.pagurus.gateway.routing.FleetTraits;
import io.pagurus.gateway.routing.PlacingRules;
import io.pagurus.gateway.routing.StrategyRules;
import io.pagurus.gateway.rules.RuleSection;
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
     */
    static RouteRules read(
            RuleSection section, CallerRules callers, FleetTraits nodes, Classes classes) {
        return new RouteRules(
                section.text("name"),
                section.section("match", RouteMatch::read),
                section.flag("turns", false),
                section.section("access", access -> AccessRules.read(access, callers)),
                new PlacingRules(section.section("strategy", StrategyRules::read), nodes),
                section.section("class", each -> ClassRules.read(each, classes)),
                section.optional("model", each -> ModelRules.read(each, classes.models()))
                        .orElse(null),
                section.optional("rollout", RolloutRules::read).orElse(null),
                section.optional("webhook", WebhookRules::read).orElse(null),
                section.section("when-down", DownRules::read));
    }

    RouteRules with(FleetTraits nodes) {
        PlacingRules placed = new PlacingRules(placing.strategy(), nodes);
        return new RouteRules(
                name, match, turns, access, placed, classes, models, rollout, webhook, whenDown);
    }
}
