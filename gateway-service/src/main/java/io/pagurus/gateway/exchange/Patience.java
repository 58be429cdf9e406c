package io.pagurus.gateway.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Event-loop confined, and no clock of its own. How long and how often one turn is still tried for.
 * The deadline bounds the time without a node that works on it, so each time that one has begun to
 * answer it starts anew; the number of tries bounds the whole.
 */
final class Patience {

    private final TurnConfig config;
    private final Backoff backoff;
    private Instant deadline;
    private boolean workedOn;
    private int tries;
    private int hops;
    private int pauses;
    private int takeovers;

    Patience(TurnConfig config, Instant now) {
        this.config = config;
        this.backoff = new Backoff(config.retryPause(), config.maxRetryPause());
        this.deadline = now.plus(config.deadline());
    }

    Instant deadline() {
        return deadline;
    }

    /** Counts one try; false when there were enough. */
    boolean mayTry() {
        return tries++ < config.maxAttempts();
    }

    /** Counts one word on the owner that is followed at once; false when there were enough. */
    boolean mayHop() {
        return hops++ < config.maxHops();
    }

    /** Counts one node that died under the turn; false when it looks as if the turn did it. */
    boolean mayTakeOver() {
        return takeovers++ < config.maxTakeovers();
    }

    /** How long to wait before the next go; empty when the deadline comes first. */
    Optional<Duration> pause(Instant now) {
        Duration pause = backoff.pause(pauses++);
        return now.plus(pause).isBefore(deadline) ? Optional.of(pause) : Optional.empty();
    }

    /** A node has begun to answer. */
    void workedOn(boolean isSo) {
        workedOn = isSo;
    }

    /** The node that had the turn has it no longer. */
    void interrupted(Instant now) {
        if (workedOn) {
            workedOn = false;
            pauses = 0;
            deadline = now.plus(config.deadline());
        }
    }
}
