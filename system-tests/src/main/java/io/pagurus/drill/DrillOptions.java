package io.pagurus.drill;

import java.time.Duration;
import java.util.Objects;

/**
 * Immutable. How a drill is run.
 *
 * @param seed decides what is said, in which form, and when; printed, so that a run can be repeated
 * @param sessions conversations that are live during the fault; more make more turns run at once
 * @param minTurns turns of each conversation before it may end
 * @param maxTurns turns of each conversation, however long the fault takes
 * @param newcomers conversations that begin after the readmission
 * @param turnDeadline how long a client tries to get one turn answered; longer hides slow recovery
 *     in the count of failed requests, not in the recovery times
 * @param phaseDeadline how long the drill waits for one thing to happen (the ejection, the
 *     readmission …) before it goes on without it and says so
 * @param recoveryLimit the p99 above which the verdict is bad
 */
public record DrillOptions(
        Fault fault,
        long seed,
        int sessions,
        int minTurns,
        int maxTurns,
        int newcomers,
        Duration turnDeadline,
        Duration phaseDeadline,
        Duration recoveryLimit) {

    public DrillOptions {
        Objects.requireNonNull(fault, "fault");
        Objects.requireNonNull(turnDeadline, "turnDeadline");
        Objects.requireNonNull(phaseDeadline, "phaseDeadline");
        Objects.requireNonNull(recoveryLimit, "recoveryLimit");
        if (sessions < 1 || minTurns < 1 || maxTurns < minTurns || newcomers < 0) {
            throw new IllegalArgumentException(
                    "needs at least 1 session, at least 1 turn each, and no fewer at most");
        }
    }

    /** The demo: 60 conversations, at least 240 turns. */
    public static DrillOptions of(Fault fault, long seed) {
        return new DrillOptions(
                fault,
                seed,
                60,
                4,
                40,
                6,
                Duration.ofSeconds(60),
                Duration.ofSeconds(40),
                fault.limit());
    }

    public DrillOptions withSessions(int count) {
        return new DrillOptions(
                fault,
                seed,
                count,
                minTurns,
                maxTurns,
                newcomers,
                turnDeadline,
                phaseDeadline,
                recoveryLimit);
    }

    /** For a drill in which something is expected not to happen. */
    public DrillOptions withPhaseDeadline(Duration deadline) {
        return new DrillOptions(
                fault,
                seed,
                sessions,
                minTurns,
                maxTurns,
                newcomers,
                turnDeadline,
                deadline,
                recoveryLimit);
    }

    /**
     * For a machine that does other work beside: what is lost or doubled is judged all the same.
     */
    public DrillOptions withRecoveryLimit(Duration limit) {
        return new DrillOptions(
                fault,
                seed,
                sessions,
                minTurns,
                maxTurns,
                newcomers,
                turnDeadline,
                phaseDeadline,
                limit);
    }
}
