package io.pagurus.gateway.identity;

import io.pagurus.gateway.rules.RuleSection;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Immutable. What a route's requests are known again by, when a node is chosen for them.
 *
 * @param only whether requests with the same key go to the same node, though nobody owns anything:
 *     for nodes that know nothing of the suite
 * @param order the first that a request has counts
 */
public record PlacementRules(boolean only, List<Source> order) {

    /** Where a placement key may come from. */
    public enum Source {
        /** The session that the request names. */
        SESSION,
        /** The signed cookie {@code srv_id}. */
        COOKIE,
        /** Who has proved to send it: a token's subject, a key's principal. */
        SUBJECT,
        /** The client's address; clients behind one address are one. */
        ADDRESS;

        static List<String> names() {
            return List.of("session", "cookie", "subject", "address");
        }
    }

    public static final PlacementRules DEFAULT =
            new PlacementRules(false, List.of(Source.SESSION, Source.COOKIE));

    /**
     * Reads a route's section.
     *
     * @param turns whether the route's requests are turns, whose sessions have owners
     * @param cookies whether the edge has the cookie at all
     */
    public static PlacementRules read(RuleSection section, boolean turns, boolean cookies) {
        boolean only = section.flag("only", false);
        if (only && turns) {
            section.error("only", "false on a route of turns: their sessions have owners");
        }
        List<Source> order = new ArrayList<>();
        for (String name : section.texts("order", List.of("session", "cookie"))) {
            if (Source.names().contains(name)) {
                order.add(Source.valueOf(name.toUpperCase(Locale.ROOT)));
            } else {
                section.error("order", "some of " + String.join(", ", Source.names()));
            }
        }
        Set<Source> once = EnumSet.noneOf(Source.class);
        if (!order.stream().allMatch(once::add)) {
            section.error("order", "each source once");
        }
        if (section.has("order") && order.contains(Source.COOKIE) && !cookies) {
            section.error("order", "no cookie, as the rules have no affinity-cookie");
        }
        return new PlacementRules(only, List.copyOf(order));
    }
}
