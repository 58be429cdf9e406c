package io.pagurus.health.api;

import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyChange.NodeRemoved;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.WantedState;
import io.pagurus.health.registry.Registration;
import io.pagurus.health.registry.Registry;
import io.pagurus.health.registry.RegistryConfig;
import io.pagurus.health.registry.Topology;
import io.pagurus.health.watch.LastProbe;
import io.pagurus.health.watch.Watches;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Thread-safe; on virtual threads. One node of the registry. */
@Path("/v1/nodes/{id}")
@Authenticated
@RunOnVirtualThread
public class NodeResource {

    /** A node as the registry has it, and how its last probe went; null before the first. */
    @RegisterForReflection
    public record NodeView(
            String nodeId,
            long version,
            String region,
            String url,
            int weight,
            String healthPath,
            WantedState wanted,
            NodeHealth health,
            long incarnation,
            @Nullable LastProbe lastProbe) {}

    /** What an operator says of a node. */
    @RegisterForReflection
    public record NodeAsked(
            @Nullable Long expectedVersion,
            @Nullable String region,
            @Nullable String url,
            @Nullable Integer weight,
            @Nullable String healthPath,
            @Nullable WantedState wanted) {}

    private final Registry registry;
    private final Watches watches;
    private final RegistryConfig config;

    NodeResource(Registry registry, Watches watches, RegistryConfig config) {
        this.registry = registry;
        this.watches = watches;
        this.config = config;
    }

    @GET
    @Operation(summary = "A node and its last probe")
    public NodeView get(@PathParam("id") String id) {
        NodeState node = Answers.found(Answers.topology(registry).node(id));
        return new NodeView(
                node.nodeId(),
                node.version(),
                node.region(),
                node.url(),
                node.weight(),
                node.healthPath(),
                node.wanted(),
                node.health(),
                node.incarnation(),
                watches.lastProbe(id).orElse(null));
    }

    @PUT
    @RolesAllowed("operator")
    @Operation(summary = "Adds a node, or replaces what is wanted of it; its health stays")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = NodeState.class)))
    @APIResponse(responseCode = "409", description = "it has another version, see current")
    @APIResponse(responseCode = "503", description = "no verdict in time; it may still be so")
    public Response put(@PathParam("id") String id, @Nullable NodeAsked body) {
        NodeAsked asked = Answers.required(body, "body", "JSON as in /q/openapi");
        Topology topology = Answers.topology(registry);
        if (topology.node(id).isEmpty() && topology.nodes().size() >= config.maxNodes()) {
            return Problem.of(
                            "fleet-full",
                            "The fleet is full",
                            409,
                            "remove a node first, or raise pagurus.health.registry.max-nodes")
                    .response();
        }
        return Answers.register(
                registry,
                Registration.node(
                        Answers.id(id),
                        Answers.version(asked.expectedVersion()),
                        asked.region(),
                        asked.url(),
                        asked.weight(),
                        asked.healthPath(),
                        asked.wanted()));
    }

    @DELETE
    @RolesAllowed("operator")
    @Operation(summary = "Removes a node")
    @APIResponse(responseCode = "204")
    @APIResponse(responseCode = "409", description = "it has another version, see current")
    @APIResponse(responseCode = "503", description = "no verdict in time; it may still be so")
    public Response delete(
            @PathParam("id") String id, @QueryParam("expectedVersion") @Nullable String expected) {
        long version = Answers.version(number(expected));
        return Answers.answer(registry.ask(new NodeRemoved(Answers.id(id), version)));
    }

    private static @Nullable Long number(@Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
