package io.pagurus.session.projection;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.SessionEvent;
import io.pagurus.events.kafka.EventRecords;
import io.pagurus.session.fold.Position;
import io.pagurus.session.journal.FoldedEntry;
import io.pagurus.session.journal.Settling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Entries come in on the journal reader's thread; {@link #run()} sends on a thread of its own; the
 * counters are thread-safe. Writes session events in the journal's order, each under the id {@code
 * topic-partition-offset} of its entry and with that entry's time, so that a repetition is the same
 * event again. A batch that failed is sent again, whole.
 */
public final class Projection implements Settling, Runnable, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Projection.class.getName());
    private static final long IDLE_MILLIS = 200;

    /** Immutable. An entry that is to be settled, with what is told of it. */
    private record Told(Position at, Instant time, @Nullable SessionEvent event) {}

    private final Producer<String, byte[]> producer;
    private final String journalTopic;
    private final String eventsTopic;
    private final String source;
    private final ProjectionSettings settings;
    private final BlockingQueue<Told> queue;
    private final ConcurrentMap<Integer, Long> settled = new ConcurrentHashMap<>();
    private final LongAdder written = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final CountDownLatch closeAsked = new CountDownLatch(1);
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile boolean closing;

    public Projection(
            Producer<String, byte[]> producer,
            String journalTopic,
            String eventsTopic,
            String source,
            ProjectionSettings settings) {
        this.producer = producer;
        this.journalTopic = journalTopic;
        this.eventsTopic = eventsTopic;
        this.source = source;
        this.settings = settings;
        this.queue = new ArrayBlockingQueue<>(settings.queue());
    }

    @Override
    public void onAssigned(int partition, long next) {
        settled.put(partition, next);
    }

    @Override
    public void onRevoked(int partition) {
        settled.remove(partition);
    }

    @Override
    public long settled(int partition) {
        return settled.getOrDefault(partition, Long.MIN_VALUE);
    }

    @Override
    public void onFolded(FoldedEntry folded) {
        enqueue(new Told(folded.at(), folded.time(), SessionEvents.of(folded).orElse(null)));
    }

    @Override
    public void onSkipped(Position at, Instant time) {
        enqueue(new Told(at, time, null));
    }

    private void enqueue(Told told) {
        try {
            while (!closing && !queue.offer(told, IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
                failures.increment();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends until {@link #close()}; what is queued then is sent after the next start. */
    @Override
    public void run() {
        try {
            while (!closing) {
                List<Told> batch = take();
                while (!closing && !batch.isEmpty() && !send(batch)) {
                    failures.increment();
                    if (closeAsked.await(
                            settings.pauseAfterFailure().toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
            }
        } catch (InterruptedException _) {
            closing = true;
        } finally {
            stopped.complete(null);
        }
    }

    private List<Told> take() throws InterruptedException {
        List<Told> batch = new ArrayList<>();
        Told first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            queue.drainTo(batch, settings.batch() - 1);
        }
        return batch;
    }

    private boolean send(List<Told> batch) throws InterruptedException {
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (Told told : batch) {
                if (told.event() != null) {
                    sent.add(producer.send(EventRecords.toRecord(eventsTopic, event(told))));
                }
            }
            for (Future<RecordMetadata> future : sent) {
                var _ = future.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
            }
            written.add(sent.size());
            batch.forEach(told ->
                    settled.computeIfPresent(
                            told.at().partition(),
                            (_, before) -> Math.max(before, told.at().offset() + 1)));
            return true;
        } catch (ExecutionException | TimeoutException | RuntimeException failed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "writing to {0} failed, and is tried again: {1}",
                    eventsTopic,
                    failed.toString());
            return false;
        }
    }

    private CloudEvent<SessionEvent> event(Told told) {
        SessionEvent event = java.util.Objects.requireNonNull(told.event());
        String id = journalTopic + "-" + told.at().partition() + "-" + told.at().offset();
        return new CloudEvent<>(id, source, told.time(), event);
    }

    /** Events that the brokers have taken. */
    public long written() {
        return written.sum();
    }

    /** Attempts that failed, or found no room. */
    public long failures() {
        return failures.sum();
    }

    /** Entries that wait to be told of. */
    public int waiting() {
        return queue.size();
    }

    /** Stops the thread and waits for it. */
    @Override
    public void close() {
        closing = true;
        closeAsked.countDown();
        stopped.join();
    }
}
