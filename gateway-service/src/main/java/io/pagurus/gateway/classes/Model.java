package io.pagurus.gateway.classes;

import io.pagurus.gateway.rules.RuleSection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A row of the price table.
 *
 * @param input what a million tokens of input cost, in the table's currency
 * @param output the same of output
 * @param latency of a typical answer
 * @param label of the nodes that serve it; null when all do
 */
public record Model(
        String name, double input, double output, Duration latency, @Nullable String label) {

    private static final double MOST = 1e9;

    /** Agents read more than they write. Source: the blend in which providers compare prices. */
    private static final double INPUT_SHARE = 0.75;

    private static final double MILLION = 1e6;

    static Model read(RuleSection section) {
        return new Model(
                section.text("name"),
                section.decimal("input", 0, 0, MOST),
                section.decimal("output", 0, 0, MOST),
                section.duration("latency", Duration.ZERO),
                section.optionalText("nodes").orElse(null));
    }

    /** What a million tokens cost, of which three are input for one of output. */
    double blended() {
        return INPUT_SHARE * input + (1 - INPUT_SHARE) * output;
    }

    double cost(Usage usage) {
        return (usage.input() * input + usage.output() * output) / MILLION;
    }
}
