package io.pagurus.gateway.upstream;

import java.time.Duration;

/**
 * Immutable. What a node's answers were like, the older ones fading. Times are in microseconds.
 *
 * @param peak latency that follows a rise at once and a fall by the time constant of {@link
 *     LoadWindows#peak}
 * @param latency the same by that of {@link LoadWindows#samples}
 * @param good how many answers were good, each fading
 * @param all how many there were, each fading
 * @param at when the last of them came
 */
record Answers(double peak, double latency, double good, double all, long at) {

    /** A node stays comparable, however often it fails in a row. */
    private static final double LONGEST_MICROS = 60e6;

    static Answers none(LoadWindows windows, long now) {
        double guess = micros(windows.firstGuess());
        return new Answers(guess, guess, 0, 0, now);
    }

    Answers after(double rtt, boolean isGood, long now, LoadWindows windows) {
        double peakKept = kept(now, windows.peak());
        double sampleKept = kept(now, windows.samples());
        return new Answers(
                next(peak, rtt, peakKept),
                next(latency, rtt, sampleKept),
                good * sampleKept + (isGood ? 1 : 0),
                all * sampleKept + 1,
                Math.max(at, now));
    }

    /** A failure counts for longer than the node was last taken to need. */
    Answers afterFailure(double took, long now, LoadWindows windows) {
        double least = Math.max(micros(windows.failurePenalty()), 2 * peak);
        return after(Math.min(LONGEST_MICROS, Math.max(took, least)), false, now, windows);
    }

    double peak(long now, LoadWindows windows) {
        return peak * kept(now, windows.peak());
    }

    double latency(long now, LoadWindows windows) {
        return latency * kept(now, windows.samples());
    }

    /** From 0 to 1. One good answer is taken for granted, so that silence heals. */
    double success(long now, LoadWindows windows) {
        double kept = kept(now, windows.samples());
        return (good * kept + 1) / (all * kept + 1);
    }

    /** Source: Finagle's Peak EWMA; w = e^(−Δt/τ). */
    private static double next(double ewma, double rtt, double w) {
        return rtt > ewma * w ? rtt : ewma * w + rtt * (1 - w);
    }

    private double kept(long now, Duration tau) {
        return now <= at ? 1 : Math.exp(-(now - at) / micros(tau));
    }

    static double micros(Duration duration) {
        return duration.toNanos() / 1e3;
    }
}
