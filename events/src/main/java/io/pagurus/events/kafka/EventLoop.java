package io.pagurus.events.kafka;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.Decoded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the thread that calls {@link #run()}, which may be virtual and may block; {@link
 * #caughtUp()}, {@link #close()} and the counters are thread-safe. Reads topics to their end and
 * on, and hands on what it can decode. A record that it cannot use is counted, goes to the
 * dead-letter topic and never stops the loop; neither does an error of the broker, which is retried
 * after a pause.
 */
public final class EventLoop implements Runnable, AutoCloseable {

    /** Where the reading begins. */
    public enum From {
        /** All partitions from their first record, at every start. */
        BEGINNING,
        /** All partitions, only what is written from now on. */
        END,
        /** The consumer group's share, from where the group was; committed after each batch. */
        GROUP
    }

    /** What is done with an event. */
    public interface Handler {
        void on(CloudEvent<?> event, ConsumerRecord<String, byte @Nullable []> record);

        /** A record without data: in a compacted topic, its key is gone. */
        default void onTombstone(ConsumerRecord<String, byte @Nullable []> record) {}
    }

    private static final System.Logger LOG = System.getLogger(EventLoop.class.getName());
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

    private final Membership membership;
    private final From from;
    private final List<String> topics;
    private final Handler handler;
    private final DeadLetters deadLetters;
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final CountDownLatch closeAsked = new CountDownLatch(1);
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile boolean closing;
    private boolean placed;
    private @Nullable Map<TopicPartition, Long> ends;

    /**
     * @param consumers made for this loop alone, with auto-commit off; the loop closes them. One is
     *     made at once, and another when a group gave this one's place away
     */
    public EventLoop(
            Supplier<? extends Consumer<String, byte @Nullable []>> consumers,
            From from,
            Collection<String> topics,
            Handler handler,
            DeadLetters deadLetters) {
        this.membership = new Membership(consumers);
        this.from = from;
        this.topics = List.copyOf(topics);
        this.handler = handler;
        this.deadLetters = deadLetters;
    }

    /** Reads until {@link #close()}; runs once. */
    @Override
    public void run() {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        try {
            while (!closing) {
                tryStep();
            }
        } finally {
            membership.close();
            stopped.complete(null);
        }
    }

    private void tryStep() {
        try {
            Consumer<String, byte @Nullable []> consumer = membership.consumer();
            if (!placed) {
                place(consumer);
                ends = from == From.GROUP ? Map.of() : consumer.endOffsets(consumer.assignment());
                // Not before: without the ends nobody would ever hear that they are reached.
                placed = true;
            }
            step(consumer);
            if (ends != null && reached(consumer, ends)) {
                ends = null;
                caughtUp.complete(null);
            }
        } catch (WakeupException _) {
            // close() was called; the loop's condition sees it.
        } catch (InterruptException _) {
            // Kafka leaves the thread interrupted, with which the consumer could not leave.
            var _ = Thread.interrupted();
            closing = true;
        } catch (FencedInstanceIdException _) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the place in the group was taken, as by what this process had sent before it"
                            + " was started again; it joins anew");
            placed = false;
            membership.renew();
            pause();
        } catch (RuntimeException failure) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "reading {0} failed, and is tried again: {1}",
                    topics,
                    failure.toString());
            pause();
        }
    }

    private void place(Consumer<String, byte @Nullable []> consumer) {
        if (from == From.GROUP) {
            consumer.subscribe(topics);
            return;
        }
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            List<PartitionInfo> found = consumer.partitionsFor(topic);
            if (found.isEmpty()) {
                throw new IllegalStateException("there is no topic " + topic + " yet");
            }
            found.forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
        }
        consumer.assign(partitions);
        if (from == From.BEGINNING) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
            // A seek is lazy: without this, what is written before the first poll would be missed.
            partitions.forEach(consumer::position);
        }
    }

    private void step(Consumer<String, byte @Nullable []> consumer) {
        for (ConsumerRecord<String, byte @Nullable []> read : consumer.poll(POLL)) {
            handOn(read);
        }
        if (from == From.GROUP) {
            consumer.commitSync();
        }
    }

    private static boolean reached(
            Consumer<String, byte @Nullable []> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void handOn(ConsumerRecord<String, byte @Nullable []> read) {
        try {
            if (read.value() == null) {
                handler.onTombstone(read);
                return;
            }
            switch (EventRecords.decode(read)) {
                case Decoded.Known(CloudEvent<?> event) -> handler.on(event, read);
                case Decoded.UnknownType(String type) -> {
                    unknown.increment();
                    deadLetters.send(read, "unknown type " + type);
                }
                case Decoded.Broken(String reason) -> {
                    broken.increment();
                    deadLetters.send(read, reason);
                }
            }
        } catch (WakeupException | InterruptException stop) {
            throw stop;
        } catch (RuntimeException unhandled) {
            failed.increment();
            LOG.log(
                    System.Logger.Level.ERROR,
                    "an event was not handled: " + DeadLetters.origin(read),
                    unhandled);
            deadLetters.send(read, "not handled: " + unhandled.getClass().getSimpleName());
        }
    }

    private void pause() {
        try {
            closeAsked.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            closing = true;
        }
    }

    /** Done once everything that was there when the loop began has been handed on. */
    public CompletionStage<Void> caughtUp() {
        return caughtUp.minimalCompletionStage();
    }

    /** Records of a type that this version does not know. */
    public long unknown() {
        return unknown.sum();
    }

    /** Records that are no events. */
    public long broken() {
        return broken.sum();
    }

    /** Events that the handler threw at. */
    public long failed() {
        return failed.sum();
    }

    /** Stops the loop and waits until its consumer has left the broker. */
    @Override
    public void close() {
        closing = true;
        closeAsked.countDown();
        if (begun.compareAndSet(false, true)) {
            // Nobody ran it, and nobody will: the consumer is not in use.
            membership.close();
            return;
        }
        membership.wakeup();
        stopped.join();
    }
}
