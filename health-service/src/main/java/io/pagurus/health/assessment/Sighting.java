package io.pagurus.health.assessment;

import java.time.Instant;

/** Immutable. Something that was seen of a node. */
public sealed interface Sighting {

    /** A probe was answered: the node is ready. */
    record ProbeSucceeded() implements Sighting {}

    /** A probe failed. */
    record ProbeFailed(String detail) implements Sighting {}

    /** A gateway's request failed at the node. */
    record RequestSuspected(String observer, Instant at, String detail) implements Sighting {}
}
