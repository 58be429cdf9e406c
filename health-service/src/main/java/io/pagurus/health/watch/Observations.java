package io.pagurus.health.watch;

import io.pagurus.events.NodeObservation;
import io.pagurus.events.kafka.EventWriter;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Thread-safe; {@link #run()} is for a virtual thread of its own (blocks). Tells what was seen. A
 * watch never waits for it: what does not fit the queue is dropped and counted, as no decision
 * rests on it.
 */
final class Observations implements Runnable {

    private final BlockingQueue<NodeObservation> waiting;
    private final EventWriter writer;
    private final WatchMetrics metrics;

    Observations(EventWriter writer, int capacity, WatchMetrics metrics) {
        this.waiting = new ArrayBlockingQueue<>(capacity);
        this.writer = writer;
        this.metrics = metrics;
    }

    void tell(NodeObservation seen) {
        metrics.observation(waiting.offer(seen));
    }

    /** Writes until interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                var _ = writer.write(waiting.take());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
