package io.pagurus.health.probe;

import java.time.Duration;

/** Immutable. What came of one probe. */
public sealed interface ProbeOutcome {

    /** From the request to the answer, or to giving up. */
    Duration latency();

    /** The node said that it is ready, and is the one that the registry means. */
    record Ready(Duration latency) implements ProbeOutcome {}

    /** It did not. */
    record Failed(Kind kind, String detail, Duration latency) implements ProbeOutcome {}

    /** How a probe failed. */
    enum Kind {
        /** Nobody listens, or the address does not exist. */
        UNREACHABLE,
        /** No whole answer in time. */
        TIMEOUT,
        /** The connection ended, or what came was not HTTP, or too long. */
        BROKEN,
        /** Another status than 200. */
        STATUS,
        /** 200, with a body that does not say whether the node is ready. */
        GARBAGE,
        /** The node says that it is not ready. */
        NOT_READY,
        /** The node says that it is in another region: the URL leads to the wrong node. */
        WRONG_REGION
    }
}
