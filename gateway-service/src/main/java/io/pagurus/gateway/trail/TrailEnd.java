package io.pagurus.gateway.trail;

import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. What is run when a request is over. A WebSocket holds it for days, so it can
 * let go of the trail.
 */
final class TrailEnd implements Runnable {

    private final Runnable then;
    private @Nullable RecordedTrail trail;

    TrailEnd(RecordedTrail trail, Runnable then) {
        this.trail = trail;
        this.then = then;
    }

    void letGo() {
        trail = null;
    }

    @Override
    public void run() {
        RecordedTrail of = trail;
        if (of != null) {
            of.over();
        }
        then.run();
    }
}
