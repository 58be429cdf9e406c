package io.pagurus.health.registry;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.pagurus.events.TopologyChange;
import io.pagurus.events.WantedState;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. The fleet as a file describes it, for a registry that is still empty. What it leaves
 * out has the default of a registration.
 */
@RegisterForReflection
record Seed(@Nullable List<Region> regions, @Nullable List<Node> nodes) {

    /** A region and its share of new sessions, in percent. */
    @RegisterForReflection
    record Region(@JsonAlias("region") @Nullable String id, @Nullable Integer weight) {}

    /** A node. */
    @RegisterForReflection
    record Node(
            @JsonAlias("nodeId") @Nullable String id,
            @Nullable String region,
            @Nullable String url,
            @Nullable Integer weight,
            @Nullable String healthPath,
            @Nullable WantedState wanted) {}

    /** What a file's content came to. */
    sealed interface Checked {

        /** What to ask of an empty registry so that it is as the file says. */
        record Valid(List<TopologyChange> changes) implements Checked {}

        /** Why it cannot be used. */
        record Invalid(String reason) implements Checked {}
    }

    Checked check() {
        List<TopologyChange> changes = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Region region : regions == null ? List.<Region>of() : regions) {
            Registration asked = Registration.region(region.id(), 0, region.weight());
            String problem = add("region", region.id(), asked, changes, seen);
            if (problem != null) {
                return new Checked.Invalid(problem);
            }
        }
        for (Node node : nodes == null ? List.<Node>of() : nodes) {
            String problem = add("node", node.id(), registration(node), changes, seen);
            if (problem != null) {
                return new Checked.Invalid(problem);
            }
        }
        return new Checked.Valid(List.copyOf(changes));
    }

    private static Registration registration(Node node) {
        return Registration.node(
                node.id(),
                0,
                node.region(),
                node.url(),
                node.weight(),
                node.healthPath(),
                node.wanted());
    }

    private static @Nullable String add(
            String kind,
            @Nullable String id,
            Registration asked,
            List<TopologyChange> changes,
            Set<String> seen) {
        return switch (asked) {
            case Registration.Invalid(String field, String expected) ->
                    kind + " " + id + ": " + field + " must be " + expected;
            case Registration.Valid(TopologyChange change) -> {
                changes.add(change);
                yield seen.add(kind + ":" + id) ? null : kind + " " + id + " is there twice";
            }
        };
    }
}
