package io.pagurus.gateway.upstream;

import java.time.Duration;

/**
 * Immutable. How far back the picture of a node's load reaches. One for all routes, since nodes are
 * shared by routes.
 *
 * @param peak time constant τ of the peak-sensitive latency; longer forgives a slow answer later
 * @param samples time constant of the samples of weighted latency; longer is steadier, and later
 * @param placements time constant of the placements that decide among nodes equally busy
 * @param firstGuess the latency of a node that nobody knows yet
 * @param failurePenalty what a failed request counts for, at least: a node that fails fast must not
 *     look fast
 */
public record LoadWindows(
        Duration peak,
        Duration samples,
        Duration placements,
        Duration firstGuess,
        Duration failurePenalty) {

    /** The defaults of Finagle's Peak EWMA, and of the issue; the penalty is a connect timeout. */
    public static final LoadWindows DEFAULT =
            new LoadWindows(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(30),
                    Duration.ofMillis(30),
                    Duration.ofSeconds(5));
}
