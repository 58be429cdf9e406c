package io.pagurus.session.fold;

import java.util.Arrays;
import java.util.Optional;

/**
 * Immutable. The versions of the fold's rules. A journal begins with the first one; a mark in it
 * says from where on another one holds. None is ever changed: what was judged once is judged so for
 * ever.
 */
public enum RulesVersion {
    /** As it was before there were marks; the numbers of starts are not looked at. */
    FIRST(1),
    /** Nothing of a start is accepted once a later start of the same epoch was. */
    ATTEMPTS(2);

    /** The last one that this instance has. */
    public static final RulesVersion LATEST = ATTEMPTS;

    private final int number;

    RulesVersion(int number) {
        this.number = number;
    }

    /** The number on the wire, from 1. */
    public int number() {
        return number;
    }

    /** The version of a number; empty when this instance does not have it. */
    public static Optional<RulesVersion> of(int number) {
        return Arrays.stream(values()).filter(version -> version.number == number).findFirst();
    }

    boolean isAfter(RulesVersion other) {
        return number > other.number;
    }
}
