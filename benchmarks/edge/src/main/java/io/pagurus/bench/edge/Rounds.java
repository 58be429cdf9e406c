package io.pagurus.bench.edge;

import io.pagurus.bench.edge.load.Load;
import io.pagurus.bench.edge.load.Window;
import io.pagurus.bench.edge.machine.Usage;
import io.pagurus.bench.edge.proxy.Contender;
import io.pagurus.bench.edge.proxy.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Confined to one thread, which it blocks. Puts the same load on all proxies by turns. */
final class Rounds {

    /** Lets connections be made, and a JVM see what is asked of it now. */
    private static final Duration SETTLE = Duration.ofMillis(500);

    /** Puts a load on a proxy. */
    @FunctionalInterface
    interface Opening {
        /**
         * Begins.
         *
         * @param figures take what is measured beside the rounds
         */
        Load open(Proxy proxy, Figures figures) throws InterruptedException;
    }

    private final EdgeOptions.Sizes sizes;
    private final Consumer<String> told;

    Rounds(EdgeOptions.Sizes sizes, Consumer<String> told) {
        this.sizes = sizes;
        this.told = told;
    }

    void measure(
            String what,
            Collection<Proxy> proxies,
            Map<Contender, Figures> figures,
            int rounds,
            Opening opening)
            throws InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            told.accept("%s, round %d of %d".formatted(what, round, rounds));
            List<Proxy> turn =
                    round % 2 == 1 ? List.copyOf(proxies) : List.copyOf(proxies).reversed();
            for (Proxy proxy : turn) {
                Figures of = figures.computeIfAbsent(proxy.contender(), _ -> new Figures());
                if (!of.isMissing()) {
                    measure(proxy, of, opening);
                }
            }
        }
    }

    private void measure(Proxy proxy, Figures figures, Opening opening)
            throws InterruptedException {
        try (Load load = opening.open(proxy, figures)) {
            var _ = load.run(SETTLE);
            Usage usage = proxy.usage();
            double before = usage.cpuMicros();
            double loadBefore = Usage.ownCpuMicros();
            Window window = load.run(sizes.round());
            figures.add(window, usage.cpuMicros() - before, Usage.ownCpuMicros() - loadBefore);
        } catch (BenchFailure cannot) {
            told.accept(proxy.contender().key() + ": " + cannot.getMessage());
            figures.missing(String.valueOf(cannot.getMessage()));
        }
    }
}
