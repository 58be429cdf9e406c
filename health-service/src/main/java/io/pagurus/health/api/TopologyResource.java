package io.pagurus.health.api;

import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.TopologyState.RegionState;
import io.pagurus.health.registry.Registration;
import io.pagurus.health.registry.Registry;
import io.pagurus.health.registry.Seeding;
import io.pagurus.health.registry.Topology;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Thread-safe; on virtual threads. The fleet as a whole, and its regions. */
@Path("/v1")
@Authenticated
@RunOnVirtualThread
public class TopologyResource {

    /** All that is registered. */
    @RegisterForReflection
    public record TopologyView(List<NodeState> nodes, List<RegionState> regions) {}

    /** What an operator says of a region. */
    @RegisterForReflection
    public record RegionAsked(@Nullable Long expectedVersion, @Nullable Integer weight) {}

    private final Registry registry;
    private final Seeding seeding;

    TopologyResource(Registry registry, Seeding seeding) {
        this.registry = registry;
        this.seeding = seeding;
    }

    @GET
    @Path("/topology")
    @Operation(summary = "All registered nodes and regions")
    public TopologyView topology() {
        Topology topology = Answers.topology(registry);
        return new TopologyView(
                List.copyOf(topology.nodes().values()), List.copyOf(topology.regions().values()));
    }

    @GET
    @Path("/topology/seed-difference")
    @Operation(
            summary = "In what the seed file, which is only applied to an empty registry, differs")
    public Seeding.Comparison seedDifference() {
        return seeding.compare(Answers.topology(registry));
    }

    @PUT
    @Path("/regions/{id}")
    @RolesAllowed("operator")
    @Operation(summary = "Adds a region, or replaces its weight")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = RegionState.class)))
    @APIResponse(responseCode = "409", description = "it has another version, see current")
    @APIResponse(responseCode = "503", description = "no verdict in time; it may still be so")
    public Response putRegion(@PathParam("id") String id, @Nullable RegionAsked body) {
        RegionAsked asked = Answers.required(body, "body", "JSON as in /q/openapi");
        return Answers.register(
                registry,
                Registration.region(
                        Answers.id(id), Answers.version(asked.expectedVersion()), asked.weight()));
    }
}
