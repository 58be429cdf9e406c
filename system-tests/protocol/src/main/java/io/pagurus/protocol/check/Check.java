package io.pagurus.protocol.check;

import io.pagurus.protocol.explore.Exploration;
import io.pagurus.protocol.invariant.Violation;
import io.pagurus.protocol.simulation.Simulation;
import io.pagurus.protocol.simulation.SimulationReport;
import io.pagurus.protocol.simulation.SimulationSettings;
import io.pagurus.protocol.variant.Protocol;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the thread that runs it. All of the check: models, simulation, wrong protocols. Good
 * only if nothing is violated and each wrong protocol is caught.
 */
public final class Check {

    /** Seeds with which a simulation may try to catch a wrong protocol. */
    private static final int TRIES = 20;

    private final CheckOptions options;
    private final Consumer<String> out;
    private final long beganNanos = System.nanoTime();
    private long states;
    private long steps;
    private long simulated;
    private int violations;
    private int caught;
    private int wanted;

    private Check(CheckOptions options, Consumer<String> out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] arguments) {
        List<String> words = Arrays.asList(arguments);
        int seed = words.indexOf("--seed");
        CheckOptions options =
                new CheckOptions(
                        words.contains("--nightly"),
                        seed < 0 ? anySeed() : Long.parseLong(words.get(seed + 1)));
        System.exit(run(options, System.out::println) ? 0 : 1);
    }

    public static long anySeed() {
        return new SecureRandom().nextInt(1, Integer.MAX_VALUE);
    }

    /**
     * Checks and tells what it finds, a line at a time.
     *
     * @return whether all is good
     */
    public static boolean run(CheckOptions options, Consumer<String> out) {
        return new Check(options, out).run();
    }

    private boolean run() {
        out.accept("Every interleaving of small models, by the production fold");
        models().forEach(this::explore);
        out.accept("");
        out.accept("A fleet in virtual time, seed " + options.seed());
        simulate();
        out.accept("");
        out.accept("Protocols that are known to be wrong");
        Fixture.ALL.forEach(this::fixture);
        out.accept("");
        out.accept(
                "%,d states and %,d steps explored, %,d steps simulated (seed %d)"
                        .formatted(states, steps, simulated, options.seed()));
        out.accept(
                "%d violations, fixtures caught %d of %d, %.1f s"
                        .formatted(violations, caught, wanted, seconds(beganNanos)));
        return violations == 0 && caught == wanted;
    }

    private List<Part> models() {
        List<Part> parts = new ArrayList<>(Plan.small());
        if (options.nightly()) {
            parts.addAll(Plan.large());
        }
        return parts;
    }

    private void explore(Part part) {
        long began = System.nanoTime();
        Exploration found = part.explore();
        states += found.states();
        steps += found.steps();
        out.accept(
                "  %-24s %,12d states %,13d steps %7.1f s  %s"
                        .formatted(
                                part.name(),
                                found.states(),
                                found.steps(),
                                seconds(began),
                                result(found.violation(), found.finished())));
        if (found.violation() != null || !found.finished()) {
            violations++;
            found.path().forEach(step -> out.accept("      " + step));
        }
    }

    private static String result(@Nullable Violation violation, boolean finished) {
        if (violation != null) {
            return "VIOLATED " + violation;
        }
        return finished ? "holds" : "NOT FINISHED";
    }

    private void simulate() {
        long began = System.nanoTime();
        SimulationReport report =
                Simulation.run(
                        SimulationSettings.of(Protocol.RIGHT, options.seed(), options.steps()));
        simulated = report.steps();
        violations += report.violation() == null ? 0 : 1;
        out.accept("  " + report.tallies());
        out.accept(
                "  %,d steps %7.1f s  %s, digest %016x"
                        .formatted(
                                report.steps(),
                                seconds(began),
                                result(report.violation(), true),
                                report.digest()));
    }

    private void fixture(Fixture fixture) {
        out.accept("  " + fixture.protocol().name());
        Exploration found = fixture.part().explore();
        told(
                "checker",
                fixture.isCaughtBy(found),
                found.violation() + ", after " + found.path().size() + " steps");
        if (fixture.simulated()) {
            SimulationReport report = simulated(fixture);
            told("simulation", report.violation() != null, String.valueOf(report.violation()));
        }
    }

    /** The simulation of a wrong protocol with one seed after another. */
    public static SimulationReport simulatedUntilCaught(Fixture fixture, long seed, long steps) {
        SimulationReport report = null;
        for (int i = 0; i < TRIES && (report == null || report.violation() == null); i++) {
            report = Simulation.run(SimulationSettings.of(fixture.protocol(), seed + i, steps));
        }
        return Objects.requireNonNull(report);
    }

    private SimulationReport simulated(Fixture fixture) {
        return simulatedUntilCaught(fixture, options.seed(), new CheckOptions(false, 0).steps());
    }

    private void told(String by, boolean isCaught, String what) {
        wanted++;
        caught += isCaught ? 1 : 0;
        out.accept("    %-11s %s %s".formatted(by, isCaught ? "caught:" : "MISSED:", what));
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }
}
