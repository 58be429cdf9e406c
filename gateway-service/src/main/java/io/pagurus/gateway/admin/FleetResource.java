package io.pagurus.gateway.admin;

import io.pagurus.events.TopologyState.RegionState;
import io.pagurus.gateway.fleet.Fleet;
import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.fleet.FleetSnapshot;
import io.pagurus.gateway.upstream.NodeLoads;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Thread-safe, may block. The fleet as this gateway routes by it. */
@Path("/admin/fleet")
@Tag(name = "fleet")
@RolesAllowed("operator")
public class FleetResource {

    private final Fleet fleet;
    private final NodeLoads loads;

    public FleetResource(Fleet fleet, NodeLoads loads) {
        this.fleet = fleet;
        this.loads = loads;
    }

    /**
     * The snapshot.
     *
     * @param loaded whether the registry has been read to its end
     */
    public record FleetView(boolean loaded, List<NodeView> nodes, List<RegionState> regions) {}

    /**
     * A node.
     *
     * @param inFlight requests of this gateway that run there
     */
    public record NodeView(FleetNode node, boolean inRotation, int inFlight) {}

    @GET
    @Operation(summary = "The fleet as this gateway knows it")
    public FleetView fleet() {
        FleetSnapshot snapshot = fleet.snapshot();
        List<NodeView> nodes =
                snapshot.nodes().stream()
                        .sorted(Comparator.comparing(FleetNode::id))
                        .map(n -> new NodeView(n, n.inRotation(), loads.at(n.id())))
                        .toList();
        List<RegionState> regions =
                snapshot.regions().values().stream()
                        .sorted(Comparator.comparing(RegionState::region))
                        .toList();
        return new FleetView(fleet.loaded(), nodes, regions);
    }
}
