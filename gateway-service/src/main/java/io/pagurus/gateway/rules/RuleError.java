package io.pagurus.gateway.rules;

/**
 * Immutable. What is wrong with one field.
 *
 * @param field where, as {@code routes[0].strategy.kind}
 * @param expected what would have been right; never the value that was given, which may be secret
 */
public record RuleError(String field, String expected) {

    @Override
    public String toString() {
        return field + ": expected " + expected;
    }
}
