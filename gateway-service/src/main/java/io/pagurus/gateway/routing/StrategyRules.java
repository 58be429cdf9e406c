package io.pagurus.gateway.routing;

import io.pagurus.gateway.rules.RuleSection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. How the requests of a route are placed.
 *
 * @param active the label of the nodes that serve the route while the others stand by; null when
 *     all serve it
 * @param panicBelow the share of healthy nodes below which a request without an owner is sent to
 *     ejected nodes too, in the hope that not all of them are as sick as they seem; 0 is never. A
 *     session is never placed on one
 */
public record StrategyRules(
        Strategy strategy,
        RegionRules regions,
        SlowStart slowStart,
        @Nullable String active,
        double panicBelow) {

    public static final StrategyRules DEFAULT = of(new Strategy.LeastConnections());

    private enum Kind {
        ROUND_ROBIN,
        LEAST_CONNECTIONS,
        WEIGHTED_LATENCY,
        PEAK_EWMA,
        RENDEZVOUS,
        POWER_OF_TWO
    }

    /** A strategy with the defaults of all else. */
    public static StrategyRules of(Strategy strategy) {
        return new StrategyRules(strategy, RegionRules.DEFAULT, SlowStart.DEFAULT, null, 0);
    }

    /** As the rules write it. */
    public String kind() {
        Kind kind =
                switch (strategy) {
                    case Strategy.RoundRobin _ -> Kind.ROUND_ROBIN;
                    case Strategy.LeastConnections _ -> Kind.LEAST_CONNECTIONS;
                    case Strategy.WeightedLatency _ -> Kind.WEIGHTED_LATENCY;
                    case Strategy.PeakEwma _ -> Kind.PEAK_EWMA;
                    case Strategy.Rendezvous _ -> Kind.RENDEZVOUS;
                    case Strategy.PowerOfTwo _ -> Kind.POWER_OF_TWO;
                };
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public StrategyRules with(RegionRules spread) {
        return new StrategyRules(strategy, spread, slowStart, active, panicBelow);
    }

    public static StrategyRules read(RuleSection section) {
        Kind kind = section.choice("kind", Kind.class, Kind.LEAST_CONNECTIONS);
        return new StrategyRules(
                strategy(kind, section),
                section.section("regions", RegionRules::read),
                section.section("slow-start", SlowStart::read),
                section.optionalText("active").orElse(null),
                section.decimal("panic-below", 0, 0, 1));
    }

    private static Strategy strategy(Kind kind, RuleSection section) {
        return switch (kind) {
            case ROUND_ROBIN -> new Strategy.RoundRobin();
            case LEAST_CONNECTIONS -> new Strategy.LeastConnections();
            case WEIGHTED_LATENCY -> weightedLatency(section);
            case PEAK_EWMA -> new Strategy.PeakEwma();
            case RENDEZVOUS -> new Strategy.Rendezvous();
            case POWER_OF_TWO -> new Strategy.PowerOfTwo();
        };
    }

    private static Strategy weightedLatency(RuleSection section) {
        Strategy.WeightedLatency otherwise = Strategy.WeightedLatency.DEFAULT;
        return new Strategy.WeightedLatency(
                section.decimal("latency-share", otherwise.latencyShare(), 0, 1),
                section.decimal("success-share", otherwise.successShare(), 0, 1),
                section.decimal("exploration", otherwise.exploration(), 0, 1));
    }
}
