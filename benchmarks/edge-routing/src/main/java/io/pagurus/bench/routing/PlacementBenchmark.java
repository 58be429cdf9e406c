package io.pagurus.bench.routing;

import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.fleet.FleetSnapshot;
import io.pagurus.gateway.routing.Avoided;
import io.pagurus.gateway.routing.FleetTraits;
import io.pagurus.gateway.routing.Placing;
import io.pagurus.gateway.routing.PlacingRules;
import io.pagurus.gateway.routing.Router;
import io.pagurus.gateway.routing.Strategy;
import io.pagurus.gateway.routing.StrategyRules;
import io.pagurus.gateway.upstream.NodeLoad;
import io.pagurus.gateway.upstream.NodeLoads;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Confined to one thread. One placement, as an event loop makes it for a request without an owner,
 * in a fleet that works: every node has some requests running, and each placement comes 10 µs after
 * the last.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PlacementBenchmark {

    private static final int KEYS = 1 << 12;
    private static final long STEP_MICROS = 10;

    @Param({"10", "100", "1000", "10000"})
    public int nodes;

    @Param({
        "ROUND_ROBIN",
        "LEAST_CONNECTIONS",
        "WEIGHTED_LATENCY",
        "PEAK_EWMA",
        "RENDEZVOUS",
        "POWER_OF_TWO"
    })
    public Kind strategy = Kind.LEAST_CONNECTIONS;

    private FleetSnapshot fleet = FleetSnapshot.EMPTY;
    private PlacingRules rules = PlacingRules.DEFAULT;
    private Router router = router(new NodeLoads());
    private final String[] keys = new String[KEYS];
    private final Avoided avoided = new Avoided();
    private long now = 1_000_000_000;
    private int next;

    /** The strategies. */
    public enum Kind {
        ROUND_ROBIN,
        LEAST_CONNECTIONS,
        WEIGHTED_LATENCY,
        PEAK_EWMA,
        RENDEZVOUS,
        POWER_OF_TWO;

        Strategy strategy() {
            return switch (this) {
                case ROUND_ROBIN -> new Strategy.RoundRobin();
                case LEAST_CONNECTIONS -> new Strategy.LeastConnections();
                case WEIGHTED_LATENCY -> new Strategy.WeightedLatency(0.6, 0.4, 0.05);
                case PEAK_EWMA -> new Strategy.PeakEwma();
                case RENDEZVOUS -> new Strategy.Rendezvous();
                case POWER_OF_TWO -> new Strategy.PowerOfTwo();
            };
        }
    }

    @Setup
    public void fleet() {
        RandomGenerator random = new SplittableRandom(7);
        NodeLoads loads = new NodeLoads();
        fleet = Fleets.of(nodes);
        for (FleetNode node : fleet.nodes()) {
            NodeLoad load = loads.of(node.id(), now);
            for (int i = random.nextInt(10); i >= 0; i--) {
                load.began(now);
                load.answered(now, now + random.nextInt(100_000), true);
            }
        }
        router = router(loads);
        rules = new PlacingRules(StrategyRules.of(strategy.strategy()), FleetTraits.NONE);
        for (int i = 0; i < KEYS; i++) {
            keys[i] = "session-" + i;
        }
    }

    private static Router router(NodeLoads loads) {
        return new Router("hk", loads, new SplittableRandom(11), Duration.ofMillis(100));
    }

    @Benchmark
    public Optional<FleetNode> place() {
        now += STEP_MICROS;
        next = (next + 1) & (KEYS - 1);
        return router.place(new Placing(fleet, avoided, rules, keys[next], Placing.ANY_NODE, now));
    }

    /** What a new picture of the fleet costs an event loop, once, with its first placement. */
    @Benchmark
    public Optional<FleetNode> placeInANewPicture() {
        FleetSnapshot changed = new FleetSnapshot(fleet.byId(), fleet.regions());
        return router.place(new Placing(changed, avoided, rules, keys[0], Placing.ANY_NODE, now));
    }
}
