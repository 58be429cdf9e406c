package io.pagurus.health.assessment;

import io.pagurus.events.Evidence;

/** Immutable. What is to be made so in the registry. */
public sealed interface Decision {

    Evidence evidence();

    /** Out of rotation. */
    record Eject(Evidence evidence) implements Decision {}

    /** Into rotation, for the first time or again. */
    record Admit(Evidence evidence) implements Decision {}
}
