package io.pagurus.gateway.exchange;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. The one thing that a request waits for: a pause, or an answer. What it no
 * longer waits for comes too late and is not heard.
 */
final class Waiting {

    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Parking parking;
    private final @Nullable String session;
    private final Runnable tooMany;
    private boolean waiting;
    private int round;
    private long timer = NO_TIMER;

    /**
     * @param session the request's; null when it has none
     * @param tooMany what to do instead, when too many wait already
     */
    Waiting(Vertx vertx, Parking parking, @Nullable String session, Runnable tooMany) {
        this.vertx = vertx;
        this.parking = parking;
        this.session = session;
        this.tooMany = tooMany;
    }

    boolean isWaiting() {
        return waiting;
    }

    /** Waits for a while. */
    void pause(Duration pause, Runnable then) {
        if (begin()) {
            int mine = round;
            timer = vertx.setTimer(Math.max(1, pause.toMillis()), _ -> end(mine, then));
        }
    }

    /** Waits for a future that does not fail. */
    <T> void await(Future<T> future, Consumer<T> then) {
        if (begin()) {
            int mine = round;
            future.onSuccess(answer -> end(mine, () -> then.accept(answer)));
        }
    }

    /** Waits no longer. */
    void interrupt() {
        if (waiting) {
            end();
        }
    }

    private boolean begin() {
        interrupt();
        waiting = parking.enter(session);
        if (!waiting) {
            tooMany.run();
        }
        return waiting;
    }

    private void end(int startedIn, Runnable then) {
        if (waiting && startedIn == round) {
            end();
            then.run();
        }
    }

    private void end() {
        waiting = false;
        round++;
        parking.leave(session);
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
    }
}
