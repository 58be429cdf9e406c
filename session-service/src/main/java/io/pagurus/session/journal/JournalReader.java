package io.pagurus.session.journal;

import io.pagurus.events.kafka.DeadLetters;
import io.pagurus.session.fold.SessionFold;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the one thread that calls {@link #run()}; {@link #close()} and {@link #alive()} are
 * thread-safe. Reads all partitions of the journal from their first entry and goes on for ever. An
 * error of the broker is retried after a pause, from where the reading was; a journal that lost
 * entries that were read is read again from its beginning.
 */
public final class JournalReader implements Runnable, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(JournalReader.class.getName());
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<String, byte @Nullable []> consumer;
    private final String topic;
    private final EntryHandler handler;
    private final Settlement settlement;
    private final Duration pause;
    private final CountDownLatch closeAsked = new CountDownLatch(1);
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile boolean closing;

    /** By partition, where catching up ends; null once it has. */
    private @Nullable Map<TopicPartition, Long> ends;

    private boolean placed;
    private boolean saidMissing;

    /**
     * @param consumer made for this reader alone: no auto-commit, no reset of offsets; it is closed
     *     by the reader
     * @param listeners told of each entry, in this order
     * @param settling one of the listeners, whose position is kept with the consumer's group
     */
    public JournalReader(
            Consumer<String, byte @Nullable []> consumer,
            String topic,
            Journal journal,
            SessionFold fold,
            List<FoldListener> listeners,
            Settling settling,
            DeadLetters deadLetters,
            JournalSettings settings) {
        this.consumer = consumer;
        this.topic = topic;
        this.handler = new EntryHandler(fold, journal, listeners, deadLetters);
        this.settlement = new Settlement(consumer, topic, settling, settings.settleEvery());
        this.pause = settings.pauseAfterFailure();
    }

    /** Reads until {@link #close()}. */
    @Override
    public void run() {
        try (consumer) {
            while (!closing) {
                try {
                    step();
                } catch (WakeupException _) {
                    // close() was called; the loop's condition sees it.
                } catch (InterruptException _) {
                    closing = true;
                } catch (InvalidOffsetException lost) {
                    LOG.log(
                            System.Logger.Level.ERROR,
                            "the journal lost entries that were read; reading it again: {0}",
                            lost.toString());
                    placed = false;
                } catch (RuntimeException failure) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "reading {0} failed, and is tried again: {1}",
                            topic,
                            failure.toString());
                    rest();
                }
            }
            settlement.settleAtTheEnd();
        } finally {
            stopped.complete(null);
        }
    }

    private void step() {
        if (!placed) {
            placed = place();
            if (!placed) {
                rest();
                return;
            }
        }
        for (ConsumerRecord<String, byte @Nullable []> read : consumer.poll(POLL)) {
            handler.on(read, settlement.isUnsettled(read));
        }
        if (ends != null && reached(ends)) {
            handler.caughtUp(byPartition(ends));
            LOG.log(System.Logger.Level.INFO, "caught up with {0}", topic);
            ends = null;
        }
        settlement.settleIfDue();
    }

    private boolean place() {
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(p -> new TopicPartition(p.topic(), p.partition()))
                        .toList();
        if (partitions.isEmpty()) {
            sayMissingOnce();
            return false;
        }
        saidMissing = false;
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        handler.placed();
        settlement.resume(partitions);
        ends = consumer.endOffsets(partitions);
        return true;
    }

    private void sayMissingOnce() {
        if (!saidMissing) {
            saidMissing = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the topic {0} does not exist; waiting until somebody creates it",
                    topic);
        }
    }

    private boolean reached(Map<TopicPartition, Long> targets) {
        return targets.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static Map<Integer, Long> byPartition(Map<TopicPartition, Long> offsets) {
        return offsets.entrySet().stream()
                .collect(Collectors.toMap(e -> e.getKey().partition(), Map.Entry::getValue));
    }

    private void rest() {
        try {
            closing |= closeAsked.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            closing = true;
        }
    }

    /** Whether the thread still reads. */
    public boolean alive() {
        return !stopped.isDone();
    }

    /** Stops the reading and waits until the consumer has left the broker. */
    @Override
    public void close() {
        closing = true;
        closeAsked.countDown();
        consumer.wakeup();
        stopped.join();
    }
}
