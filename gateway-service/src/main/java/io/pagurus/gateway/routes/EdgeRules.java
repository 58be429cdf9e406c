package io.pagurus.gateway.routes;

import io.pagurus.gateway.access.CallerRules;
import io.pagurus.gateway.classes.Classes;
import io.pagurus.gateway.identity.AffinityCookie;
import io.pagurus.gateway.identity.CookieRules;
import io.pagurus.gateway.limits.GateRules;
import io.pagurus.gateway.limits.LimitRules;
import io.pagurus.gateway.routing.FleetTraits;
import io.pagurus.gateway.rules.RuleSection;
import io.pagurus.gateway.upstream.NodeSecretRules;
import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. One whole set of rules. A request takes it once and keeps to it, whatever comes into
 * force meanwhile.
 *
 * @param routes the first one that matches counts
 * @param callers who may be let in at all
 * @param nodes what is said of single nodes, by id; they need not be registered
 * @param secrets what nodes want to see of the edge
 * @param cookie by which clients come back to their node; null for none
 */
public record EdgeRules(
        List<RouteRules> routes,
        CallerRules callers,
        LimitRules limits,
        Map<String, NodeRules> nodes,
        NodeSecretRules secrets,
        @Nullable AffinityCookie cookie) {

    /** More than this is a mistake, and each request would look through them. */
    private static final int MOST_ROUTES = 1_000;

    /** The rules of an edge that has been given none: turns at these paths, all else is relayed. */
    public static EdgeRules turnsAt(Set<String> paths) {
        return new EdgeRules(
                List.of(RouteRules.turnsAt(paths), RouteRules.others()),
                CallerRules.NOBODY,
                LimitRules.DEFAULT,
                Map.of(),
                NodeSecretRules.NONE,
                null);
    }

    /**
     * Reads a set of rules.
     *
     * @param defaults whose routes stand where the set names none
     */
    public static EdgeRules read(RuleSection section, EdgeRules defaults) {
        if (section.number("version", 1, 1, 1) != 1) {
            return defaults;
        }
        Map<String, NodeRules> nodes = section.byName("nodes", NodeRules::read);
        FleetTraits traits = new FleetTraits(each(nodes, NodeRules::traits));
        NodeSecretRules secrets =
                new NodeSecretRules(
                        each(nodes, NodeRules::secrets),
                        section.section("other-nodes", NodeSecretRules::read));
        Classes classes = Classes.read(section);
        CallerRules callers = section.section("callers", CallerRules::read);
        AffinityCookie cookie =
                section.optional("affinity-cookie", CookieRules::read)
                        .filter(read -> !read.keys().isEmpty())
                        .map(AffinityCookie::new)
                        .orElse(null);
        List<RouteRules> routes =
                section.list(
                        "routes",
                        route -> RouteRules.read(route, callers, traits, classes, cookie != null));
        if (routes.size() > MOST_ROUTES) {
            section.error("routes", "at most " + MOST_ROUTES);
        }
        Set<String> names = new HashSet<>();
        if (!routes.stream().allMatch(route -> names.add(route.name()))) {
            section.error("routes", "names that differ");
        }
        return new EdgeRules(
                routes.isEmpty() ? defaults.routesWith(traits) : routes,
                callers,
                section.section("limits", LimitRules::read),
                nodes,
                secrets,
                cookie);
    }

    private static <T> Map<String, T> each(
            Map<String, NodeRules> nodes, Function<NodeRules, T> part) {
        Map<String, T> parts = new HashMap<>();
        nodes.forEach((id, rules) -> parts.put(id, part.apply(rules)));
        return parts;
    }

    /** The same routes, with what is said of nodes. */
    private List<RouteRules> routesWith(FleetTraits traits) {
        return routes.stream().map(route -> route.with(traits)).toList();
    }

    /** The limits of single nodes that have their own. */
    public Map<String, GateRules> nodeLimits() {
        Map<String, GateRules> own = new HashMap<>();
        nodes.forEach((id, node) -> node.limits().ifPresent(limits -> own.put(id, limits)));
        return own;
    }

    /** The route of a request; null when none is for it. */
    public @Nullable RouteRules route(
            String method, @Nullable String host, String path, MultiMap headers) {
        for (RouteRules route : routes) {
            if (route.match().matches(method, host, path, headers)) {
                return route;
            }
        }
        return null;
    }

    /**
     * Whether a node that reads the path in another way would do what another route is for: then
     * who may call it, and how often, would be the caller's choice.
     *
     * @param found the route by the path as it came
     */
    public boolean isAmbiguous(
            @Nullable RouteRules found,
            String method,
            @Nullable String host,
            String path,
            MultiMap headers) {
        if (NormalPath.isPlain(path)) {
            return false;
        }
        List<String> readings = NormalPath.readings(path);
        return readings.isEmpty()
                || !readings.stream()
                        .map(reading -> route(method, host, reading, headers))
                        .allMatch(other -> Objects.equals(found, other));
    }
}
