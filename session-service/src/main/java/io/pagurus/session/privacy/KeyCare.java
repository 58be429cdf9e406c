package io.pagurus.session.privacy;

import io.pagurus.session.journal.FoldListener;
import io.pagurus.session.journal.FoldedEntry;
import io.pagurus.session.journal.SessionTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the one thread that calls {@link #run()}; the listener's methods, {@link #close()}
 * and the counters are thread-safe. Loads the keys of a partition before it is served, destroys
 * those of sessions whose content has ended, and wraps anew what another key than the active one
 * wraps. What does not succeed is found again by the next sweep.
 */
public final class KeyCare implements FoldListener, Runnable, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(KeyCare.class.getName());
    private static final int BATCH = 1_000;
    private static final long IDLE_MILLIS = 200;

    private final KeyCabinet cabinet;
    private final SessionTable sessions;
    private final BlockingQueue<Ends.End> ends;
    private final long sweepEveryNanos;
    private final AtomicBoolean sweepAsked = new AtomicBoolean();
    private final LongAdder destroyed = new LongAdder();
    private final LongAdder rewrapped = new LongAdder();
    private final CountDownLatch closeAsked = new CountDownLatch(1);
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile boolean started;
    private long lastSweepNanos = System.nanoTime();

    KeyCare(KeyCabinet cabinet, SessionTable sessions, int ends, Duration sweepEvery) {
        this.cabinet = cabinet;
        this.sessions = sessions;
        this.ends = new ArrayBlockingQueue<>(ends);
        this.sweepEveryNanos = sweepEvery.toNanos();
    }

    @Override
    public void onLoading(int partition) {
        cabinet.load(partition);
    }

    @Override
    public void onFolded(FoldedEntry folded) {
        cabinet.keys().follow(folded);
        Ends.of(folded)
                .ifPresent(end -> {
                    if (!ends.offer(end)) {
                        sweepAsked.set(true);
                    }
                });
    }

    /** Whoever had the partition before may have died before it destroyed what it had to. */
    @Override
    public void onCaughtUp(int partition, long next) {
        sweepAsked.set(true);
    }

    @Override
    public void onRevoked(int partition) {
        cabinet.drop(partition);
    }

    /** Asks that all keys be gone through soon. */
    public void askForSweep() {
        sweepAsked.set(true);
    }

    /** Cares until {@link #close()}. */
    @Override
    public void run() {
        started = true;
        try {
            while (!isClosing()) {
                tryStep();
            }
        } catch (InterruptedException _) {
            closeAsked.countDown();
        } finally {
            stopped.complete(null);
        }
    }

    private void tryStep() throws InterruptedException {
        try {
            step();
        } catch (KafkaException away) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the sessions'' keys cannot be gone through now: {0}",
                    away.toString());
            sweepAsked.set(true);
            rest();
        } catch (RuntimeException bug) {
            LOG.log(System.Logger.Level.ERROR, "caring for keys failed", bug);
            rest();
        }
    }

    private void rest() throws InterruptedException {
        var _ = closeAsked.await(IDLE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private boolean isClosing() {
        return closeAsked.getCount() == 0;
    }

    private void step() throws InterruptedException {
        Ends.End first = ends.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
            List<Ends.End> some = new ArrayList<>(List.of(first));
            ends.drainTo(some, BATCH - 1);
            end(some);
        }
        boolean due = System.nanoTime() - lastSweepNanos >= sweepEveryNanos;
        if (sweepAsked.getAndSet(false) || due) {
            lastSweepNanos = System.nanoTime();
            sessions.served().forEach(this::sweep);
        }
    }

    private void end(List<Ends.End> some) {
        some.stream().map(Ends.End::partition).distinct().forEach(cabinet::catchUp);
        List<KeyTopic.Change> tombstones = new ArrayList<>();
        for (Ends.End end : some) {
            cabinet.keys().of(end.partition(), end.sessionId()).stream()
                    .filter(end::takes)
                    .map(key -> tombstone(end, key))
                    .distinct()
                    .forEach(tombstones::add);
        }
        destroy(tombstones);
    }

    private static KeyTopic.Change tombstone(Ends.End end, WrappedKey key) {
        return new KeyTopic.Change(end.partition(), end.sessionId(), key.id(), null);
    }

    private void destroy(List<KeyTopic.Change> tombstones) {
        if (tombstones.isEmpty()) {
            return;
        }
        if (cabinet.destroy(tombstones)) {
            destroyed.add(tombstones.size());
        } else {
            sweepAsked.set(true);
        }
    }

    /** What other instances wrote is seen here, also a key that came up after its session's end. */
    private void sweep(int partition) {
        cabinet.catchUp(partition);
        List<KeyTopic.Change> tombstones = new ArrayList<>();
        Map<String, List<WrappedKey>> left = new HashMap<>();
        cabinet.keys()
                .forEach(
                        partition,
                        (sessionId, keys) -> {
                            Ends.@Nullable End end =
                                    sessions.find(sessionId).flatMap(Ends::of).orElse(null);
                            for (WrappedKey key : keys) {
                                if (end != null && end.takes(key)) {
                                    tombstones.add(tombstone(end, key));
                                } else if (!cabinet.isWrappedAsWanted(key)) {
                                    left.computeIfAbsent(sessionId, _ -> new ArrayList<>())
                                            .add(key);
                                }
                            }
                        });
        destroy(tombstones);
        left.forEach((sessionId, keys) -> keys.forEach(key -> rewrap(partition, sessionId, key)));
        if (!cabinet.mark(partition)) {
            LOG.log(System.Logger.Level.DEBUG, "no marker in partition {0}", partition);
        }
    }

    @SuppressWarnings("ReferenceEquality") // What could not be wrapped anew is the same object.
    private void rewrap(int partition, String sessionId, WrappedKey key) {
        if (!isClosing() && cabinet.rewrapped(partition, sessionId, key) != key) {
            rewrapped.increment();
        }
    }

    /** Keys that were destroyed. */
    public long destroyed() {
        return destroyed.sum();
    }

    /** Keys that a sweep wrapped anew. */
    public long rewrapped() {
        return rewrapped.sum();
    }

    /** How many keys of this instance's sessions each of the configured ones wraps. */
    public Map<String, Integer> counts() {
        return cabinet.counts();
    }

    @Override
    public void close() {
        closeAsked.countDown();
        if (started) {
            stopped.join();
        }
        cabinet.close();
    }
}
