package io.pagurus.gateway.upstream;

import io.pagurus.gateway.rules.RuleSection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Immutable. What the edge shows to nodes.
 *
 * @param byNode by a node's id
 * @param others for all nodes else
 */
public record NodeSecretRules(Map<String, List<NodeSecret>> byNode, List<NodeSecret> others) {

    public static final NodeSecretRules NONE = new NodeSecretRules(Map.of(), List.of());

    private static final int MOST = 8;

    /** Reads the list {@code credentials} of a section. */
    public static List<NodeSecret> read(RuleSection section) {
        List<NodeSecret> secrets = section.list("credentials", NodeSecret::read);
        if (secrets.size() > MOST) {
            section.error("credentials", "at most " + MOST);
        }
        return secrets;
    }

    List<NodeSecret> of(String nodeId) {
        return byNode.getOrDefault(nodeId, others);
    }

    /** Every header that a credential is in, for whichever node. */
    List<String> headers() {
        return Stream.concat(byNode.values().stream().flatMap(Collection::stream), others.stream())
                .map(NodeSecret::header)
                .distinct()
                .toList();
    }
}
