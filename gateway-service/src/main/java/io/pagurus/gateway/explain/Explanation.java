package io.pagurus.gateway.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pagurus.gateway.trail.RecordedTrail;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. Why a request went where it went, for an operator.
 *
 * @param status of the answer; absent when its client was gone before there was one
 * @param problemType absent when the edge itself refused nothing
 * @param steps what happened, in order
 * @param unseenSteps how many more there were, of which nothing was kept
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Explanation(
        String requestId,
        Instant time,
        String method,
        String path,
        @Nullable String route,
        @Nullable String requestClass,
        @Nullable String session,
        @Nullable String turn,
        @Nullable String traceId,
        @Nullable Integer status,
        String outcome,
        @Nullable String problemType,
        double durationMillis,
        int attempts,
        List<ExplainedStep> steps,
        int unseenSteps) {

    private static final double MICROS_IN_A_MILLI = 1_000;

    static Explanation of(RecordedTrail trail) {
        return new Explanation(
                trail.about().id(),
                Instant.EPOCH.plus(trail.about().atMicros(), ChronoUnit.MICROS),
                trail.about().method(),
                trail.about().path(),
                trail.routeName(),
                trail.className(),
                trail.sessionId(),
                trail.turnId(),
                trail.traceId(),
                trail.status() > 0 ? trail.status() : null,
                trail.outcome(),
                trail.problemType(),
                millis(trail.tookMicros()),
                trail.attempts(),
                trail.steps().stream()
                        .map(ExplainedStep::of)
                        .sorted(Comparator.comparingDouble(ExplainedStep::atMillis))
                        .toList(),
                trail.unseenSteps());
    }

    static double millis(long micros) {
        return micros / MICROS_IN_A_MILLI;
    }
}
