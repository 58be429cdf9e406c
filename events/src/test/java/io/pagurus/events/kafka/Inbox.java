package io.pagurus.events.kafka;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.Event;
import io.pagurus.events.TopologyState;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Thread-safe. What a loop has handed on: the key of each event, in order. */
final class Inbox implements EventLoop.Handler {

    static final String UNHANDLED = "unhandled";

    private final BlockingQueue<String> keys = new LinkedBlockingQueue<>();

    @Override
    public void on(CloudEvent<?> event, ConsumerRecord<String, byte @Nullable []> read) {
        Event data = event.data();
        if (data instanceof TopologyState.RegionState(String region, long _, int _)
                && region.equals(UNHANDLED)) {
            throw new IllegalStateException("as the test wants it");
        }
        keys.add(data.key());
    }

    @Override
    public void onTombstone(ConsumerRecord<String, byte @Nullable []> read) {
        keys.add("gone " + read.key());
    }

    /** The next key; null when none comes within ten seconds. */
    @Nullable String next() throws InterruptedException {
        return keys.poll(10, TimeUnit.SECONDS);
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }
}
