package io.pagurus.gateway.classes;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/**
 * Thread-safe. What the choice of models has saved against the routes' usual ones, since this
 * gateway began. A class that pays for speed saves less than nothing.
 */
public final class Savings {

    /** Routes times classes times models: of more than this the rest is one. */
    private static final int MOST = 4_096;

    private static final Key OTHERS = new Key("others", "others", "others");

    private record Key(String route, String className, String model) {}

    private static final class Sums {
        private final LongAdder requests = new LongAdder();
        private final LongAdder estimated = new LongAdder();
        private final LongAdder input = new LongAdder();
        private final LongAdder output = new LongAdder();
        private final DoubleAdder spent = new DoubleAdder();
        private final DoubleAdder money = new DoubleAdder();
        private final LongAdder millis = new LongAdder();
    }

    /**
     * Immutable. One sum.
     *
     * @param estimated requests whose answers did not say their tokens
     * @param spent in the price table's currency
     * @param savedMoney against the route's usual model
     * @param savedMillis the same
     */
    public record Sum(
            String route,
            String className,
            String model,
            long requests,
            long estimated,
            long inputTokens,
            long outputTokens,
            double spent,
            double savedMoney,
            long savedMillis) {}

    private final ConcurrentMap<Key, Sums> sums = new ConcurrentHashMap<>();
    private final MeterRegistry registry;
    private final Instant since;

    public Savings(MeterRegistry registry, Instant since) {
        this.registry = registry;
        this.since = since;
    }

    public Instant since() {
        return since;
    }

    /** A request was answered, by a model in place of its route's usual one. */
    public void add(String route, RequestClass asked, Model usual, Model chosen, Usage usage) {
        Sums to = sums(new Key(route, asked.name(), chosen.name()));
        to.requests.increment();
        if (!usage.told()) {
            to.estimated.increment();
        }
        to.input.add(usage.input());
        to.output.add(usage.output());
        to.spent.add(chosen.cost(usage));
        to.money.add(usual.cost(usage) - chosen.cost(usage));
        to.millis.add(usual.latency().minus(chosen.latency()).toMillis());
    }

    private Sums sums(Key key) {
        Sums known = sums.get(key);
        if (known != null) {
            return known;
        }
        return sums.computeIfAbsent(sums.size() < MOST ? key : OTHERS, this::begin);
    }

    private Sums begin(Key key) {
        Sums begun = new Sums();
        gauge("pagurus.gateway.models.requests", key, begun, s -> s.requests.sum());
        gauge("pagurus.gateway.models.spent", key, begun, s -> s.spent.sum());
        gauge("pagurus.gateway.savings.money", key, begun, s -> s.money.sum());
        gauge("pagurus.gateway.savings.millis", key, begun, s -> s.millis.sum());
        return begun;
    }

    private void gauge(String name, Key key, Sums of, ToDoubleFunction<Sums> value) {
        Tags tags = Tags.of("route", key.route, "class", key.className, "model", key.model);
        Gauge.builder(name, of, value).tags(tags).strongReference(true).register(registry);
    }

    /** All sums, by route, class and model. */
    public List<Sum> all() {
        return sums.entrySet().stream()
                .map(entry -> sum(entry.getKey(), entry.getValue()))
                .sorted(
                        Comparator.comparing(Sum::route)
                                .thenComparing(Sum::className)
                                .thenComparing(Sum::model))
                .toList();
    }

    private static Sum sum(Key key, Sums of) {
        return new Sum(
                key.route,
                key.className,
                key.model,
                of.requests.sum(),
                of.estimated.sum(),
                of.input.sum(),
                of.output.sum(),
                of.spent.sum(),
                of.money.sum(),
                of.millis.sum());
    }
}
