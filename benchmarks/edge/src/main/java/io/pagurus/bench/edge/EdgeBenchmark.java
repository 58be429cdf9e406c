package io.pagurus.bench.edge;

import io.pagurus.bench.edge.load.EventStreams;
import io.pagurus.bench.edge.load.FreshConnections;
import io.pagurus.bench.edge.load.KeptConnections;
import io.pagurus.bench.edge.load.Load;
import io.pagurus.bench.edge.load.LoadLoop;
import io.pagurus.bench.edge.load.Origin;
import io.pagurus.bench.edge.machine.Cores;
import io.pagurus.bench.edge.machine.Distribution;
import io.pagurus.bench.edge.machine.OpenFiles;
import io.pagurus.bench.edge.proxy.Contender;
import io.pagurus.bench.edge.proxy.Proxies;
import io.pagurus.bench.edge.proxy.Proxy;
import io.pagurus.bench.edge.proxy.Registry;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Confined to one thread, which it blocks. Runs the gateway, Nginx and HAProxy side by side on one
 * core and lets each do the same by turns.
 */
public final class EdgeBenchmark {

    private static final int FEW_STREAMS = 500;

    private final EdgeOptions options;
    private final Consumer<String> told;
    private final Consumer<EdgeReport> partDone;
    private final EdgeReport report = new EdgeReport();
    private final Map<Contender, String> absent = new EnumMap<>(Contender.class);
    private final LoadLoop loop;
    private final Origin origin;
    private final Proxies proxies;

    private EdgeBenchmark(
            EdgeOptions options,
            Consumer<String> told,
            Consumer<EdgeReport> partDone,
            LoadLoop loop,
            Origin origin,
            Proxies proxies) {
        this.options = options;
        this.told = told;
        this.partDone = partDone;
        this.loop = loop;
        this.origin = origin;
        this.proxies = proxies;
    }

    /**
     * Measures.
     *
     * @param told is told what goes on, a line at a time
     * @param partDone gets the report as far as it has come, whenever a part is done: what breaks
     *     later does not take it back
     * @throws BenchFailure when nothing can be measured
     */
    public static EdgeReport run(
            EdgeOptions options, Consumer<String> told, Consumer<EdgeReport> partDone)
            throws InterruptedException {
        Cores cores = Cores.of(Runtime.getRuntime().availableProcessors());
        int openFiles = OpenFiles.atLeast(options.sizes().openFiles());
        cores.keepThisOnLoadCore();
        told.accept(cores.toString());
        try (LoadLoop loop = new LoadLoop();
                Origin origin = Origin.start(loop);
                Registry registry = new Registry(origin.port(), Clock.systemUTC());
                Proxies proxies =
                        new Proxies(
                                options.projectRoot(),
                                options.heap(),
                                options.settings(),
                                options.profiles(),
                                new Distribution(options.install(), told),
                                cores,
                                openFiles,
                                origin.port(),
                                registry,
                                Clock.systemUTC())) {
            EdgeBenchmark benchmark =
                    new EdgeBenchmark(options, told, partDone, loop, origin, proxies);
            benchmark.conditions(cores, openFiles);
            benchmark.measure();
            return benchmark.report;
        }
    }

    private void measure() throws InterruptedException {
        if (!options.parts().equals(Set.of(Part.IDLE_WEB_SOCKETS))) {
            rates();
        }
        if (options.parts().contains(Part.IDLE_WEB_SOCKETS)) {
            sockets();
        }
        absent.forEach(report::absent);
    }

    private void rates() throws InterruptedException {
        List<Proxy> running = new ArrayList<>();
        try {
            for (Contender contender : options.contenders()) {
                start(contender, running);
            }
            warmUp(running, options.warmup(), (proxy, _) -> kept(proxy));
            EdgeOptions.Sizes sizes = options.sizes();
            rounds(Part.KEEPALIVE, running, sizes.rounds(), (proxy, _) -> kept(proxy));
            rounds(
                    Part.NEW_CONNECTIONS,
                    running,
                    sizes.rounds(),
                    (proxy, _) -> FreshConnections.open(loop, proxy.port(), sizes.connections()));
            rounds(Part.SSE, running, sizes.rounds(), this::streams);
        } finally {
            running.forEach(Proxy::close);
        }
    }

    private void start(Contender contender, List<Proxy> running) {
        try {
            told.accept("starting " + contender.key());
            running.add(proxies.start(contender));
        } catch (BenchFailure cannot) {
            told.accept("without " + contender.key() + ": " + cannot.getMessage());
            absent.put(contender, String.valueOf(cannot.getMessage()));
        }
    }

    /** As rounds are: what opens and closes connections is compiled by then too. */
    private void warmUp(List<Proxy> running, Duration how, Rounds.Opening opening)
            throws InterruptedException {
        long most = Math.max(1, how.dividedBy(options.sizes().round()));
        for (Proxy proxy : running) {
            if (proxy.contender() == Contender.PAGURUS) {
                told.accept("warming up for " + how.toSeconds() + " s");
                for (long round = 0; round < most; round++) {
                    warmUp(proxy, how.dividedBy(most), opening);
                }
            }
        }
    }

    private void warmUp(Proxy proxy, Duration how, Rounds.Opening opening)
            throws InterruptedException {
        try (Load load = opening.open(proxy, new Figures())) {
            var _ = load.run(how);
        } catch (BenchFailure cannot) {
            // The rounds will say so in the report, if they cannot either.
            told.accept("while it warmed up: " + cannot.getMessage());
        }
    }

    private Load kept(Proxy proxy) throws InterruptedException {
        return KeptConnections.open(
                loop, proxy.port(), options.sizes().connections(), options.requests());
    }

    private Load streams(Proxy proxy, Figures figures) throws InterruptedException {
        EdgeOptions.Sizes sizes = options.sizes();
        EventStreams streams =
                new EventStreams(loop, origin, proxy.port(), sizes.eventsPerSecond());
        try {
            int few = Math.min(FEW_STREAMS, sizes.streams() / 2);
            streams.openUpTo(few);
            long before = proxy.usage().residentBytes();
            streams.openUpTo(sizes.streams());
            streams.speak();
            var _ = streams.run(sizes.round());
            figures.memory(before, proxy.usage().residentBytes(), sizes.streams() - few);
            return streams;
        } catch (BenchFailure cannot) {
            streams.close();
            throw cannot;
        }
    }

    private void rounds(Part part, List<Proxy> running, int rounds, Rounds.Opening opening)
            throws InterruptedException {
        if (options.parts().contains(part)) {
            if (part != Part.KEEPALIVE) {
                warmUp(running, options.warmup(), opening);
            }
            Map<Contender, Figures> figures = new EnumMap<>(Contender.class);
            new Rounds(options.sizes(), told)
                    .measure(part.key(), running, figures, rounds, opening);
            figures.forEach((contender, of) -> report.put(part, contender, of));
            partDone.accept(report);
        }
    }

    private void sockets() throws InterruptedException {
        Sockets sockets = new Sockets(loop, options.sizes());
        for (Contender contender : options.contenders()) {
            List<Proxy> one = new ArrayList<>();
            start(contender, one);
            for (Proxy proxy : one) {
                told.accept(Part.IDLE_WEB_SOCKETS.key() + ", " + contender.key());
                try (proxy) {
                    report.put(Part.IDLE_WEB_SOCKETS, contender, sockets.measure(proxy));
                    partDone.accept(report);
                }
            }
        }
    }

    private void conditions(Cores cores, int openFiles) {
        EdgeOptions.Sizes sizes = options.sizes();
        report.condition("cores", cores.toString());
        report.condition(
                "load",
                "%.1f processes ran or wanted to when it began; clients and origin use %s"
                        .formatted(
                                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                                loop.transport()));
        report.condition(
                "java", Runtime.version() + ", heap of the gateway at most " + options.heap());
        if (!options.settings().isEmpty()) {
            report.condition("settings", options.settings().toString());
        }
        report.condition(
                "warmup", "%d s of each part before it".formatted(options.warmup().toSeconds()));
        report.condition("openFiles", Integer.toString(openFiles));
        report.condition(
                "keepalive",
                "%d connections, %d GET and %d POST by turns, an answer of 1 KB; %d rounds of %d ms"
                        .formatted(
                                sizes.connections(),
                                options.requests().gets(),
                                options.requests().posts(),
                                sizes.rounds(),
                                sizes.round().toMillis()));
        report.condition(
                "newConnections",
                "%d at once, one GET each, closed by the proxy".formatted(sizes.connections()));
        report.condition(
                "sse",
                "%d streams, %d events a second over all of them"
                        .formatted(sizes.streams(), sizes.eventsPerSecond()));
        report.condition(
                "idleWebSockets",
                ("bytes = (RSS at %d - RSS at %d) / %d, in a process that has served nothing else;"
                                + " the other figures are of opening them, and so of a JVM that has"
                                + " compiled little")
                        .formatted(
                                sizes.sockets(),
                                sizes.fewSockets(),
                                sizes.sockets() - sizes.fewSockets()));
    }
}
