package io.pagurus.gateway.trail;

/** Thread-safe; never blocks. Gets trails of requests that are over. */
public interface TrailSink {

    /** Wants none. */
    TrailSink NONE =
            new TrailSink() {
                @Override
                public double share() {
                    return 0;
                }

                @Override
                public void take(RecordedTrail trail) {}
            };

    /** The share of requests that it wants, from 0 to 1. */
    double share();

    /** Whether it takes one more of them now; it counts that it was asked. */
    default boolean hasRoom() {
        return true;
    }

    void take(RecordedTrail trail);
}
