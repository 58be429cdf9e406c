package io.pagurus.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pagurus.gateway.classes.Classes;
import io.pagurus.gateway.classes.Model;
import io.pagurus.gateway.classes.Savings;
import io.pagurus.gateway.classes.Usage;
import io.pagurus.gateway.edge.EdgeServer;
import io.pagurus.gateway.observation.EdgeMetrics;
import io.pagurus.gateway.observation.Outcome;
import io.pagurus.gateway.observation.RequestKind;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/edge.md lists every metric of the edge with its labels, and none besides. */
@QuarkusTest
@QuarkusTestResource(OperatorTokens.class)
class MetricsTest {

    /** The first cells of the table's rows: a name, and labels or a dash. */
    private static final Pattern ROW =
            Pattern.compile("\\| `(pagurus\\.gateway\\.[a-z.-]+)` \\| ([^|]*) \\|.*");

    @Inject MeterRegistry registry;

    @Inject EdgeServer edge;

    @Test
    void areThoseOfTheDocumentation() throws Exception {
        // Given
        assertThat(edge.port()).isPositive();
        SimpleMeterRegistry counted = new SimpleMeterRegistry();
        countEverything(new EdgeMetrics(counted, 10));
        Model model = new Model("m", 1, 1, Duration.ZERO, null);
        new Savings(counted, Instant.EPOCH)
                .add("r", Classes.DEFAULT.normal(), model, model, new Usage(1, 1, true));
        // When
        Map<String, String> all = new TreeMap<>();
        add(registry, all);
        add(counted, all);
        // Then
        assertThat(all).isEqualTo(documented());
    }

    @Test
    void nodesBeyondTheMostShareATag() {
        // Given
        SimpleMeterRegistry counted = new SimpleMeterRegistry();
        EdgeMetrics metrics = new EdgeMetrics(counted, 2);
        // When
        for (int i = 0; i < 100; i++) {
            metrics.ended(RequestKind.OTHER, Outcome.COMPLETED, "hk-" + i, Duration.ofMillis(1));
            metrics.outlier("hk-" + i);
        }
        // Then
        assertThat(counted.find("pagurus.gateway.requests").timers())
                .extracting(timer -> timer.getId().getTag("node") + " " + timer.count())
                .containsExactlyInAnyOrder("hk-0 1", "hk-1 1", "other 98");
        assertThat(counted.find("pagurus.gateway.outliers.sent-off").counters()).hasSize(3);
    }

    /** Calls whatever counts, so that a method that is added later is counted here too. */
    private static void countEverything(EdgeMetrics metrics)
            throws IllegalAccessException, InvocationTargetException {
        for (Method method : EdgeMetrics.class.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers()) && !method.getName().equals("gauge")) {
                Object[] values =
                        Arrays.stream(method.getParameterTypes())
                                .map(MetricsTest::valueOf)
                                .toArray();
                method.invoke(metrics, values);
            }
        }
    }

    private static Object valueOf(Class<?> type) {
        if (type == String.class) {
            return "x";
        }
        if (type == int.class) {
            return 1;
        }
        return type == Duration.class ? Duration.ZERO : type.getEnumConstants()[0];
    }

    private static void add(MeterRegistry of, Map<String, String> all) {
        of.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getName().startsWith("pagurus."))
                .forEach(id ->
                        all.put(
                                id.getName(),
                                id.getTags().stream()
                                        .map(Tag::getKey)
                                        .collect(Collectors.toCollection(TreeSet::new))
                                        .toString()));
    }

    /** Metrics and their labels. */
    private static Map<String, String> documented() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "edge.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                TreeSet<String> labels = new TreeSet<>();
                Pattern.compile("`([a-z]+)`")
                        .matcher(row.group(2))
                        .results()
                        .forEach(label -> labels.add(label.group(1)));
                rows.put(row.group(1), labels.toString());
            }
        }
        return rows;
    }
}
