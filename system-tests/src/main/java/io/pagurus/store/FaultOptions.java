package io.pagurus.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * Immutable. A fault run.
 *
 * @param root the project's, where session-service is built
 * @param folder for logs and the timeline; what was there is gone
 * @param seed of the schedule and of what the sessions do
 * @param injections in all rounds together
 * @param firstRound from 1; those before it are left out
 * @param sessions that go on side by side
 * @param serveLimit in which every session has to be served once all is mended
 */
public record FaultOptions(
        Path root,
        Path folder,
        long seed,
        int injections,
        int firstRound,
        int sessions,
        Duration serveLimit,
        Clock clock) {

    /** After so many faults all is mended and judged. */
    public static final int A_ROUND = 50;

    /** The usual run. */
    public static FaultOptions of(Path root, Path folder, long seed, int injections) {
        return new FaultOptions(
                root, folder, seed, injections, 1, 24, Duration.ofSeconds(45), Clock.systemUTC());
    }

    public FaultOptions from(int round) {
        return new FaultOptions(root, folder, seed, injections, round, sessions, serveLimit, clock);
    }

    public FaultOptions withSessions(int count) {
        return new FaultOptions(
                root, folder, seed, injections, firstRound, count, serveLimit, clock);
    }

    int rounds() {
        return (injections + A_ROUND - 1) / A_ROUND;
    }

    int injectionsOf(int round) {
        return Math.min(A_ROUND, injections - (round - 1) * A_ROUND);
    }
}
