package io.pagurus.gateway.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.pagurus.gateway.trail.Step;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. One thing that happened to a request.
 *
 * @param kind {@code owned}: its session's owner was known; {@code placed}: a node was chosen;
 *     {@code tried}: a node was asked; {@code full}: a node had no room; {@code waited}; {@code
 *     asked}: session-service was
 * @param atMillis since it came
 * @param headMillis until the head of the node's answer
 * @param result how it ended, or why it waited
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExplainedStep(
        String kind,
        double atMillis,
        @Nullable Double tookMillis,
        @Nullable Double headMillis,
        @Nullable String node,
        @Nullable String region,
        @Nullable Long epoch,
        @Nullable Integer status,
        @Nullable String result,
        @Nullable ExplainedPlacement placement) {

    static ExplainedStep of(Step step) {
        double at = Explanation.millis(step.atMicros());
        return switch (step) {
            case Step.Owned(long _, String node, long epoch) ->
                    new ExplainedStep("owned", at, null, null, node, null, epoch, null, null, null);
            case Step.Placed placed ->
                    new ExplainedStep(
                            "placed",
                            at,
                            null,
                            null,
                            placed.node(),
                            null,
                            null,
                            null,
                            null,
                            ExplainedPlacement.of(placed));
            case Step.Full(long _, String node) ->
                    new ExplainedStep("full", at, null, null, node, null, null, null, null, null);
            case Step.Waited(long _, String why) ->
                    new ExplainedStep("waited", at, null, null, null, null, null, null, why, null);
            case Step.Asked(long _, long took, String what, String answer) ->
                    new ExplainedStep(
                            "asked",
                            at,
                            Explanation.millis(took),
                            null,
                            null,
                            null,
                            null,
                            null,
                            what + ": " + answer,
                            null);
            case Step.Tried tried -> tried(at, tried);
        };
    }

    private static ExplainedStep tried(double at, Step.Tried tried) {
        return new ExplainedStep(
                "tried",
                at,
                Explanation.millis(tried.tookMicros()),
                tried.headMicros() < 0
                        ? null
                        : Explanation.millis(tried.headMicros() - tried.atMicros()),
                tried.node(),
                tried.region(),
                tried.epoch() > 0 ? tried.epoch() : null,
                tried.status() > 0 ? tried.status() : null,
                tried.how(),
                null);
    }
}
