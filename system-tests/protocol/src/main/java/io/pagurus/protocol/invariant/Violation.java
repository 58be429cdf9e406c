package io.pagurus.protocol.invariant;

/** Immutable. An invariant that does not hold, and why. */
public record Violation(Invariant invariant, String detail) {

    @Override
    public String toString() {
        return invariant.text() + ": " + detail;
    }
}
