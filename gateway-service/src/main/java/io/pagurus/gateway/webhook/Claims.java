package io.pagurus.gateway.webhook;

import io.vertx.core.Future;
import java.time.Duration;

/**
 * Thread-safe; the futures end on the caller's event loop, within a bounded time, and never fail.
 * Whose an event is, agreed on by all gateways.
 */
public interface Claims {

    /**
     * Claims an event, or its lease anew for the token that has it already. A lease that was lost
     * without another claim is as good as new.
     */
    Future<Claim> claim(String event, String token, Duration lease);

    /** What became of an outcome that was to be remembered. */
    enum Settled {
        STORED,
        /** Another token has claimed the event meanwhile: what that one's run gives will stand. */
        LOST,
        /** Nobody knows: Redis did not answer. */
        AWAY
    }

    /** Remembers an outcome, and may be asked to once more. */
    Future<Settled> settle(String event, String token, KeptAnswer answer, Duration window);

    /** Gives a claim up, so that the next delivery runs at once. */
    Future<Void> release(String event, String token);
}
