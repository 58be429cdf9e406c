package io.pagurus.bench.edge;

import io.pagurus.bench.edge.load.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/** Confined to one thread. What one proxy did in one part, over all rounds. */
final class Figures {

    private final List<Double> cpuOfRounds = new ArrayList<>();
    private final List<Window> windows = new ArrayList<>();
    private double cpuMicros;
    private double loadMicros;
    private OptionalDouble bytesPerConnection = OptionalDouble.empty();
    private OptionalLong residentBytes = OptionalLong.empty();
    private String reason = "";

    /** Adds a round. */
    void add(Window window, double cpu, double load) {
        windows.add(window);
        cpuMicros += cpu;
        loadMicros += load;
        cpuOfRounds.add(cpu / Math.max(1, window.count()));
    }

    /** What each of so many more connections took. */
    void memory(long before, long after, int more) {
        bytesPerConnection = OptionalDouble.of((double) (after - before) / more);
        residentBytes = OptionalLong.of(after);
    }

    /** It cannot be measured. */
    void missing(String why) {
        reason = why;
    }

    boolean isMissing() {
        return !reason.isEmpty();
    }

    String reason() {
        return reason;
    }

    private long count() {
        return windows.stream().mapToLong(Window::count).sum();
    }

    private double nanos() {
        return windows.stream().mapToLong(Window::nanos).sum();
    }

    private boolean nothing() {
        return isMissing() || count() == 0;
    }

    /** The median of the rounds: what others do on the machine hits one or another of them. */
    OptionalDouble cpuMicrosEach() {
        if (nothing()) {
            return OptionalDouble.empty();
        }
        List<Double> sorted = cpuOfRounds.stream().sorted().toList();
        double upper = sorted.get(sorted.size() / 2);
        double lower = sorted.get((sorted.size() - 1) / 2);
        return OptionalDouble.of((lower + upper) / 2);
    }

    OptionalDouble perSecond() {
        return nothing() ? OptionalDouble.empty() : OptionalDouble.of(count() * 1e9 / nanos());
    }

    OptionalDouble micros(double percentile) {
        if (nothing()) {
            return OptionalDouble.empty();
        }
        Histogram all = windows.getFirst().took().copy();
        windows.stream().skip(1).map(Window::took).forEach(all::add);
        return OptionalDouble.of(all.getValueAtPercentile(percentile) / 1e3);
    }

    OptionalDouble bytesPerConnection() {
        return isMissing() ? OptionalDouble.empty() : bytesPerConnection;
    }

    OptionalLong residentBytes() {
        return isMissing() ? OptionalLong.empty() : residentBytes;
    }

    /** How busy its core was with it, of 1. */
    double busy() {
        return nothing() ? 0 : cpuMicros * 1e3 / nanos();
    }

    /** How busy the load's core was meanwhile. */
    double loadBusy() {
        return nothing() ? 0 : loadMicros * 1e3 / nanos();
    }

    long failures() {
        return windows.stream().mapToLong(Window::failures).sum();
    }

    /** The lowest and the highest of the rounds, each a request. */
    List<Double> spread() {
        return nothing()
                ? List.of()
                : List.of(Collections.min(cpuOfRounds), Collections.max(cpuOfRounds));
    }
}
