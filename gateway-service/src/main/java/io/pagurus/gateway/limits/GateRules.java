package io.pagurus.gateway.limits;

import io.pagurus.gateway.rules.RuleSection;
import java.time.Duration;

/**
 * Immutable. How many requests this gateway has at one node at once, and how long others wait for
 * their place.
 *
 * @param ceiling the most at once, whatever the node's answers say
 * @param floor the fewest that are always allowed, however slow the node's answers get
 * @param adaptive whether the limit between both follows the time to the answer's head; else it is
 *     the ceiling
 * @param queue how many may wait for a place at a node; each holds its client's connection
 * @param patience how long one waits at most
 * @param patienceShare the same as a share of the time that the node's answers take of late: a
 *     place in the queue must not cost more than it brings. The shorter of both counts.
 */
public record GateRules(
        int ceiling,
        int floor,
        boolean adaptive,
        int queue,
        Duration patience,
        double patienceShare) {

    /** Where a single node of the field begins to slow down. */
    public static final GateRules DEFAULT =
            new GateRules(50, 8, true, 100, Duration.ofSeconds(1), 0.1);

    private static final int MOST = 1_000_000;

    /** Reads a section of limits. */
    public static GateRules read(RuleSection section) {
        int ceiling = section.count("ceiling", DEFAULT.ceiling, 1, MOST);
        int floor = section.count("floor", Math.min(DEFAULT.floor, ceiling), 1, MOST);
        if (floor > ceiling) {
            section.error("floor", "at most the ceiling, " + ceiling);
        }
        return new GateRules(
                ceiling,
                Math.min(floor, ceiling),
                section.flag("adaptive", DEFAULT.adaptive),
                section.count("queue", DEFAULT.queue, 0, MOST),
                section.duration("patience", DEFAULT.patience),
                section.decimal("patience-share", DEFAULT.patienceShare, 0, 1_000));
    }
}
