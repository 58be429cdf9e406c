package io.pagurus.gateway.wiring;

import io.pagurus.events.kafka.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Confined to a thread of its own, which may block; {@link #close()} may be called by any. Gets an
 * event loop going however long Kafka takes to be there, its topics included.
 */
final class Feed implements Runnable, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Feed.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** What reads, once there is something to read. */
    interface LoopSource {
        EventLoop of(Consumer<String, byte @Nullable []> consumer);
    }

    private final List<String> topics;
    private final Supplier<Consumer<String, byte @Nullable []>> consumers;
    private final LoopSource loops;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable EventLoop loop;
    private volatile @Nullable Consumer<String, byte @Nullable []> reading;
    private volatile boolean placed;

    Feed(
            List<String> topics,
            Supplier<Consumer<String, byte @Nullable []>> consumers,
            LoopSource loops) {
        this.topics = topics;
        this.consumers = consumers;
        this.loops = loops;
    }

    @Override
    public void run() {
        boolean told = false;
        while (closing.getCount() > 0) {
            try {
                read();
            } catch (RuntimeException notNow) {
                if (!told) {
                    LOG.log(System.Logger.Level.WARNING, "{0} cannot be read yet", topics);
                    told = true;
                }
                pause();
            }
        }
    }

    private void read() {
        Consumer<String, byte @Nullable []> consumer = consumers.get();
        try {
            topics.forEach(topic -> requireTopic(consumer, topic));
        } catch (RuntimeException missing) {
            consumer.close();
            throw missing;
        }
        EventLoop reads = loops.of(consumer);
        var _ = reads.caughtUp().thenRun(() -> placed = true);
        loop = reads;
        reading = consumer;
        if (closing.getCount() > 0) {
            reads.run();
        } else {
            consumer.close();
        }
    }

    private static void requireTopic(Consumer<String, byte @Nullable []> consumer, String topic) {
        if (consumer.partitionsFor(topic, Duration.ofSeconds(5)).isEmpty()) {
            throw new IllegalStateException("there is no topic " + topic + " yet");
        }
    }

    /**
     * Whether a broker is connected now, and the feed has its place in the topics: from then on it
     * misses nothing, connected or not.
     */
    boolean connected() {
        Consumer<String, byte @Nullable []> consumer = reading;
        return placed
                && consumer != null
                && consumer.metrics().entrySet().stream()
                        .filter(m -> m.getKey().name().equals("connection-count"))
                        .anyMatch(m -> m.getValue().metricValue() instanceof Double d && d > 0);
    }

    private void pause() {
        try {
            var _ = closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            closing.countDown();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        EventLoop reads = loop;
        if (reads != null) {
            reads.close();
        }
    }
}
