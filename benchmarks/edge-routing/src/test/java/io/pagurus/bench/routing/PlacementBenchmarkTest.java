package io.pagurus.bench.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

class PlacementBenchmarkTest {

    private static final String PROPERTY = "pagurus.bench";
    private static final String FULL = "full";

    private static ChainedOptionsBuilder benchmark(String name) {
        return new OptionsBuilder().include(PlacementBenchmark.class.getName() + name).forks(0);
    }

    @Test
    @DisabledIfSystemProperty(named = PROPERTY, matches = FULL)
    void everyStrategyRunsInASmallFleet() throws RunnerException {
        // When
        Collection<RunResult> results =
                new Runner(
                                benchmark("")
                                        .param("nodes", "10")
                                        .warmupIterations(0)
                                        .measurementIterations(1)
                                        .measurementTime(TimeValue.milliseconds(20))
                                        .build())
                        .run();
        // Then
        assertThat(results).hasSize(2 * PlacementBenchmark.Kind.values().length);
    }

    /** The figures of {@code docs/edge.md}; keep the machine quiet meanwhile. */
    @Test
    @EnabledIfSystemProperty(named = PROPERTY, matches = FULL)
    void everyStrategyInEveryFleet() throws RunnerException {
        new Runner(
                        benchmark("")
                                .forks(1)
                                .warmupIterations(2)
                                .warmupTime(TimeValue.seconds(1))
                                .measurementIterations(3)
                                .measurementTime(TimeValue.seconds(1))
                                .resultFormat(ResultFormatType.TEXT)
                                .result("target/placement.txt")
                                .build())
                .run();
    }
}
