package io.pagurus.gateway.exchange;

import io.pagurus.gateway.limits.NodeGate;
import io.pagurus.gateway.limits.NodeGates;
import io.pagurus.gateway.limits.Place;
import io.pagurus.gateway.limits.Rank;
import io.pagurus.gateway.limits.Waiter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. The place that one request has at one node after another: asked for, waited
 * for, held while the node works for it, left once.
 */
final class NodeSlot {

    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final NodeGates gates;
    private final Clock clock;
    private final Rank rank;
    private int round;
    private @Nullable NodeGate held;
    private @Nullable Instant since;
    private @Nullable Waiter waiter;
    private long timer = NO_TIMER;

    /** A place of nowhere yet. */
    NodeSlot(Vertx vertx, NodeGates gates, Clock clock, Rank rank) {
        this.vertx = vertx;
        this.gates = gates;
        this.clock = clock;
        this.rank = rank;
    }

    /**
     * Asks for a place, once the last one was left.
     *
     * @param entered run on this event loop when the place is there, mostly at once
     * @param refused told instead how many are before it
     */
    void enter(String node, Runnable entered, IntConsumer refused) {
        leave();
        int mine = round;
        Context context = vertx.getOrCreateContext();
        NodeGate gate = gates.of(node);
        Place place =
                gate.enter(rank, () -> context.runOnContext(_ -> called(mine, gate, entered)));
        switch (place) {
            case Place.Taken() -> hold(gate, entered);
            case Place.Queued(Waiter queued, long patienceMillis) -> {
                waiter = queued;
                timer = vertx.setTimer(patienceMillis, _ -> tooLate(mine, refused));
            }
            case Place.Refused(int ahead) -> refused.accept(ahead);
        }
    }

    private void hold(NodeGate gate, Runnable entered) {
        held = gate;
        since = clock.instant();
        entered.run();
    }

    /** Called by whoever left a place: it is ours, though we may no longer want it. */
    private void called(int startedIn, NodeGate gate, Runnable entered) {
        if (startedIn == round && held == null) {
            stopTimer();
            waiter = null;
            hold(gate, entered);
        } else {
            gate.leave(rank);
        }
    }

    private void tooLate(int startedIn, IntConsumer refused) {
        timer = NO_TIMER;
        Waiter waited = waiter;
        if (startedIn == round && waited != null) {
            int before = waited.giveUp();
            // A negative number: it was called a moment ago, and will hear of it.
            if (before >= 0) {
                waiter = null;
                refused.accept(before);
            }
        }
    }

    /** Whether it waits for a place now. */
    boolean isQueued() {
        return waiter != null;
    }

    /** The answer's head has come. */
    void headCame() {
        tell(false);
    }

    /** The node broke off. */
    void failed() {
        tell(true);
    }

    private void tell(boolean failed) {
        NodeGate gate = held;
        Instant start = since;
        if (gate != null && start != null) {
            since = null;
            long nanos = start.getEpochSecond() * 1_000_000_000L + start.getNano();
            gate.took(nanos, Duration.between(start, clock.instant()), failed);
        }
    }

    /** Leaves the place, or the queue; may be called at any time. */
    void leave() {
        round++;
        stopTimer();
        Waiter waited = waiter;
        waiter = null;
        if (waited != null) {
            // Where it was called meanwhile, the call finds that nobody wants it.
            var _ = waited.giveUp();
        }
        NodeGate gate = held;
        if (gate != null) {
            held = null;
            gate.leave(rank);
        }
    }

    private void stopTimer() {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
    }
}
