package io.pagurus.session.tasks;

import java.time.Duration;

/**
 * Immutable. The pause after a failed attempt: exponential up to a cap, and of that a random part
 * between one half and all, so that tasks that failed together do not come back together.
 */
public final class Backoff {

    private final double baseMillis;
    private final double factor;
    private final double capMillis;

    public Backoff(TaskSettings.Retry retry) {
        if (retry.factor() < 1 || retry.base().compareTo(retry.cap()) > 0) {
            throw new IllegalArgumentException(
                    "pagurus.tasks.retry: factor is at least 1, base at most cap");
        }
        this.baseMillis = retry.base().toMillis();
        this.factor = retry.factor();
        this.capMillis = retry.cap().toMillis();
    }

    /**
     * How long to wait.
     *
     * @param attempt the one that failed, from 1
     * @param random from 0 to 1
     */
    public Duration after(int attempt, double random) {
        double whole = Math.min(capMillis, baseMillis * Math.pow(factor, attempt - 1.0));
        return Duration.ofMillis(Math.round(whole * (1 + random) / 2));
    }
}
