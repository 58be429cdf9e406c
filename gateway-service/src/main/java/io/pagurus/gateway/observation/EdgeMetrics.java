package io.pagurus.gateway.observation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Thread-safe. What the edge counts. A meter is looked up once and then kept: the registry's own
 * look-up builds and sorts its tags each time.
 */
public final class EdgeMetrics {

    /** The tag of a request that no node was found for. */
    public static final String NO_NODE = "none";

    /** The tag of nodes beyond the most that have one of their own. */
    public static final String OTHER_NODE = "other";

    private record Meter(String name, String first, String second, String third) {}

    private final MeterRegistry registry;
    private final int mostNodes;
    private final Set<String> nodes = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<Meter, Timer> timers = new ConcurrentHashMap<>();
    private final ConcurrentMap<Meter, Counter> counters = new ConcurrentHashMap<>();
    private final Counter toNodes;
    private final Counter toClients;

    /**
     * @param mostNodes that have meters of their own: names of nodes come and go for as long as the
     *     gateway runs, and a meter stays
     */
    public EdgeMetrics(MeterRegistry registry, int mostNodes) {
        this.registry = registry;
        this.mostNodes = mostNodes;
        this.toNodes = registry.counter("pagurus.gateway.relay.bytes", "to", "node");
        this.toClients = registry.counter("pagurus.gateway.relay.bytes", "to", "client");
    }

    /** A request is over. */
    public void ended(RequestKind kind, Outcome outcome, String node, Duration took) {
        Meter meter = new Meter("pagurus.gateway.requests", kind.label(), outcome.label(), node);
        Timer timer = timers.get(meter);
        if (timer == null) {
            timer =
                    timers.computeIfAbsent(
                            new Meter(meter.name, meter.first, meter.second, tag(node)),
                            this::timer);
        }
        timer.record(took.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** A node's own tag, while there is room for it. */
    private String tag(String node) {
        if (nodes.contains(node)) {
            return node;
        }
        // Two event loops at once may add one or two too many, which is no harm.
        return nodes.size() < mostNodes && nodes.add(node) ? node : OTHER_NODE;
    }

    private Timer timer(Meter of) {
        return registry.timer(
                of.name, Tags.of("kind", of.first, "outcome", of.second, "node", of.third));
    }

    /** The edge's limits kept a request out. */
    public void rejected(String limit) {
        count("pagurus.gateway.rejections", "limit", limit);
    }

    /** A request is sent once more, for a reason of a fixed few. */
    public void retried(String reason) {
        count("pagurus.gateway.retries", "reason", reason);
    }

    /** What became of a webhook's delivery. */
    public void webhook(String result) {
        count("pagurus.gateway.webhooks", "result", result);
    }

    /** A node gets no new work for a while. */
    public void outlier(String node) {
        count("pagurus.gateway.outliers.sent-off", "node", tag(node));
    }

    /** A session was asked for on another node, and who got it. */
    public void tookOver(String result) {
        count("pagurus.gateway.takeovers", "result", result);
    }

    /** A turn that had reached a node was sent again: how its answer met what the client had. */
    public void replayed(String result) {
        count("pagurus.gateway.replays", "result", result);
    }

    /** A node was suspected, for a failure in a phase, and this was the verdict. */
    public void suspected(String phase, String verdict) {
        counters.computeIfAbsent(
                        new Meter("pagurus.gateway.suspicions", phase, verdict, ""),
                        m -> registry.counter(m.name, "phase", m.first, "verdict", m.second))
                .increment();
    }

    public void sentToNode(int bytes) {
        toNodes.increment(bytes);
    }

    public void sentToClient(int bytes) {
        toClients.increment(bytes);
    }

    /** Shows a number that somebody else keeps. */
    public void gauge(String name, IntSupplier value) {
        // The registry would else let go of it, and show no number.
        Gauge.builder(name, value::getAsInt).strongReference(true).register(registry);
    }

    private void count(String name, String tag, String value) {
        counters.computeIfAbsent(
                        new Meter(name, value, "", ""), m -> registry.counter(m.name, tag, m.first))
                .increment();
    }
}
