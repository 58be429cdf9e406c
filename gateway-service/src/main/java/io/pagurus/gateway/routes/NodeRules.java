package io.pagurus.gateway.routes;

import io.pagurus.gateway.limits.GateRules;
import io.pagurus.gateway.routing.NodeTraits;
import io.pagurus.gateway.rules.RuleSection;
import io.pagurus.gateway.upstream.NodeSecret;
import io.pagurus.gateway.upstream.NodeSecretRules;
import java.util.List;
import java.util.Optional;

/**
 * Immutable. What the rules say of one node, beyond what the registry does.
 *
 * @param traits what counts when a node is chosen
 * @param limits its own, where the common ones do not fit it
 * @param secrets what it wants to see of the edge
 */
public record NodeRules(NodeTraits traits, Optional<GateRules> limits, List<NodeSecret> secrets) {

    static NodeRules read(RuleSection section) {
        return new NodeRules(
                NodeTraits.read(section),
                section.optional("limits", GateRules::read),
                NodeSecretRules.read(section));
    }
}
