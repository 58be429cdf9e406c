package io.pagurus.gateway.routing;

import static io.pagurus.gateway.routing.Placements.node;
import static io.pagurus.gateway.routing.Placements.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.NodeHealth;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.WantedState;
import io.pagurus.gateway.affinity.KnownOwner;
import io.pagurus.gateway.fleet.FleetSnapshot;
import io.pagurus.gateway.upstream.NodeLoads;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouterTest {

    private static final Instant NOW = Instant.EPOCH;
    private static final Instant LATER = NOW.plusSeconds(30);
    private static final KnownOwner OWNER = new KnownOwner("a", "hk", 4);

    private final Router router =
            new Router("hk", new NodeLoads(), new Random(1), Duration.ofMillis(100));

    @Test
    void forwardsToTheOwnerUnderItsEpoch() {
        assertThat(decide(fleet(node("a", "hk", 100)), OWNER, new Avoided(), NOW))
                .isInstanceOfSatisfying(
                        Route.Forward.class,
                        to -> {
                            assertThat(to.node().id()).isEqualTo("a");
                            assertThat(to.epoch()).isEqualTo(4);
                        });
    }

    @Test
    void forwardsToADrainingOwner() {
        FleetSnapshot fleet =
                fleet(state("a", "hk", 100, NodeHealth.HEALTHY, WantedState.DRAINING));
        assertThat(decide(fleet, OWNER, new Avoided(), NOW)).isInstanceOf(Route.Forward.class);
    }

    @Test
    void forwardsToTheOwnerEvenAfterTheDeadlineSinceNothingIsWaitedFor() {
        assertThat(decide(fleet(node("a", "hk", 100)), OWNER, new Avoided(), LATER))
                .isInstanceOf(Route.Forward.class);
    }

    @Test
    void hasANewSessionOpened() {
        assertThat(decide(fleet(node("b", "hk", 100)), null, new Avoided(), NOW))
                .isInstanceOfSatisfying(
                        Route.Grant.class,
                        grant -> {
                            assertThat(grant.expectedEpoch()).isZero();
                            assertThat(grant.reason()).isEqualTo("opened");
                        });
    }

    @Test
    void hasTheSessionOfAnEjectedOwnerTakenOver() {
        FleetSnapshot fleet =
                fleet(
                        state("a", "hk", 100, NodeHealth.EJECTED, WantedState.ACTIVE),
                        node("b", "jp", 100));
        assertThat(decide(fleet, OWNER, new Avoided(), NOW)).isEqualTo(takeOver(fleet));
    }

    @Test
    void hasTheSessionOfAnAbsentOwnerTakenOver() {
        FleetSnapshot fleet = fleet(node("b", "jp", 100));
        assertThat(decide(fleet, OWNER, new Avoided(), NOW)).isEqualTo(takeOver(fleet));
    }

    @Test
    void believesAVerdictBeforeTheSnapshotSaysSo() {
        // Given
        FleetSnapshot fleet = fleet(node("a", "hk", 100), node("b", "jp", 100));
        Avoided avoided = new Avoided();
        avoided.add("a", 1);
        // When
        Route route = decide(fleet, OWNER, avoided, NOW);
        // Then
        assertThat(route).isEqualTo(takeOver(fleet));
    }

    @Test
    void forgivesANodeThatCameBackAsANewIncarnation() {
        // Given
        Avoided avoided = new Avoided();
        avoided.add("a", 0);
        // When
        Route route = decide(fleet(node("a", "hk", 100)), OWNER, avoided, NOW);
        // Then
        assertThat(route).isInstanceOf(Route.Forward.class);
    }

    @Test
    void holdsWhileNoNodeIsLeftAndNoLongerThanTheDeadline() {
        assertThat(decide(FleetSnapshot.EMPTY, OWNER, new Avoided(), NOW))
                .isEqualTo(new Route.Hold(NOW.plusMillis(100)));
        assertThat(decide(FleetSnapshot.EMPTY, OWNER, new Avoided(), LATER.minusMillis(1)))
                .isEqualTo(new Route.Hold(LATER));
    }

    @Test
    void refusesAtTheDeadline() {
        assertThat(decide(FleetSnapshot.EMPTY, null, new Avoided(), LATER))
                .isInstanceOf(Route.Refuse.class);
    }

    private static Route.Grant takeOver(FleetSnapshot fleet) {
        return new Route.Grant(fleet.node("b").orElseThrow(), 4, "node-ejected");
    }

    private Route decide(
            FleetSnapshot fleet, @Nullable KnownOwner owner, Avoided avoided, Instant now) {
        Placing placing =
                Placing.of(fleet, avoided, PlacingRules.DEFAULT, null, Placing.ANY_NODE, now);
        return router.decide(placing, owner, now, LATER);
    }

    private static FleetSnapshot fleet(NodeState... nodes) {
        FleetSnapshot fleet = FleetSnapshot.EMPTY;
        for (NodeState node : nodes) {
            fleet = fleet.with(node);
        }
        return fleet;
    }
}
