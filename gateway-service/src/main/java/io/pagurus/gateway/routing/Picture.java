package io.pagurus.gateway.routing;

import io.pagurus.gateway.fleet.FleetSnapshot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. A picture of the fleet that was decided on. Shared by all decisions on it at one
 * event loop, so that whoever keeps decisions can let go of a picture for all of them at once.
 */
public final class Picture {

    private volatile @Nullable FleetSnapshot fleet;

    Picture(FleetSnapshot fleet) {
        this.fleet = fleet;
    }

    /** Empty once it is forgotten. */
    public Optional<FleetSnapshot> fleet() {
        return Optional.ofNullable(fleet);
    }

    /** The same picture is the same object. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(FleetSnapshot snapshot) {
        return fleet == snapshot;
    }

    public void forget() {
        fleet = null;
    }
}
