package io.pagurus.gateway.routes;

import io.pagurus.gateway.limits.GateRules;
import io.pagurus.gateway.routing.NodeTraits;
import io.pagurus.gateway.rules.RuleSection;
import java.util.Optional;

/**
 * Immutable. What the rules say of one node, beyond what the registry does.
 *
 * @param traits what counts when a node is chosen
 * @param limits its own, where the common ones do not fit it
 */
public record NodeRules(NodeTraits traits, Optional<GateRules> limits) {

    static NodeRules read(RuleSection section) {
        return new NodeRules(NodeTraits.read(section), section.optional("limits", GateRules::read));
    }
}
