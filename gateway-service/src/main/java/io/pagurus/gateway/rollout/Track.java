package io.pagurus.gateway.rollout;

import io.pagurus.gateway.rules.RuleSection;

/**
 * Immutable. A part of the traffic, and the nodes that serve it.
 *
 * @param label that its nodes have
 * @param weight its share beside the others; 0 takes only who asks for it
 */
record Track(String label, int weight) {

    private static final int MOST = 1_000_000;

    static Track read(RuleSection section) {
        return new Track(section.text("label"), section.count("weight", 0, 0, MOST));
    }
}
