package io.pagurus.session.journal;

import io.pagurus.events.kafka.DeadLetters;
import io.pagurus.events.kafka.Membership;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.snapshot.SnapshotLoader;
import io.pagurus.session.snapshot.SnapshotWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the one thread that calls {@link #run()}; {@link #close()} and {@link #alive()} are
 * thread-safe. Reads the partitions of the journal that the consumer group gives to this instance,
 * and goes on for ever. An error of the broker is retried after a pause, from where the reading
 * was.
 */
public final class JournalReader implements Runnable, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(JournalReader.class.getName());
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration POLL_WHILE_LOADING = Duration.ofMillis(10);

    private final Membership membership;
    private final String topic;
    private final Journal journal;
    private final EntryHandler handler;
    private final JournalMarks marks;
    private final Snapshots snapshots;
    private final Assignment assignment;
    private final Duration pause;
    private final Duration prepareFor;
    private final Fencings fencings = new Fencings();
    private final CountDownLatch closeAsked = new CountDownLatch(1);
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile boolean closing;
    private volatile boolean placed;
    private volatile Set<Bar> bars = Set.of();
    private boolean prepared;
    private boolean subscribed;
    private boolean saidMissing;

    /** Immutable. What a snapshot is read and written with. */
    public record SnapshotAccess(SnapshotLoader loader, SnapshotWriter writer) {}

    /**
     * @param consumers made for this reader alone: in the group of all instances, no auto-commit,
     *     no reset of offsets; they are closed by the reader. One is made at once, and another when
     *     the group gave this one's place away
     * @param listeners told of each entry, in this order
     * @param settling one of the listeners, for which snapshots wait
     */
    public JournalReader(
            Supplier<? extends Consumer<String, byte @Nullable []>> consumers,
            String topic,
            Journal journal,
            SessionFold fold,
            List<FoldListener> listeners,
            Settling settling,
            SnapshotAccess access,
            DeadLetters deadLetters,
            JournalSettings settings) {
        this.membership = new Membership(consumers);
        this.topic = topic;
        this.journal = journal;
        this.handler = new EntryHandler(fold, journal, listeners, deadLetters);
        this.marks = new JournalMarks(journal.marks(), deadLetters);
        this.snapshots =
                new Snapshots(
                        access.writer(),
                        journal,
                        settling,
                        () -> membership.consumer().groupMetadata(),
                        settings);
        this.assignment =
                new Assignment(
                        membership,
                        topic,
                        journal,
                        access.loader(),
                        snapshots,
                        listeners,
                        settings);
        this.pause = settings.pauseAfterFailure();
        this.prepareFor = settings.prepareFor();
    }

    /** Reads until {@link #close()}. */
    @Override
    public void run() {
        try {
            while (!closing) {
                tryStep();
            }
            leave();
        } finally {
            stopped.complete(null);
        }
    }

    private void tryStep() {
        try {
            step();
        } catch (WakeupException _) {
            // close() was called; the loop's condition sees it.
        } catch (InterruptException _) {
            closing = true;
        } catch (FencedInstanceIdException _) {
            fenced();
        } catch (InvalidOffsetException lost) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the journal lost entries that were read: {0}",
                    lost.toString());
            assignment.reload(lost.partitions());
            rest();
        } catch (RuntimeException failure) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "reading {0} failed, and is tried again: {1}",
                    topic,
                    failure.toString());
            rest();
        }
    }

    private void fenced() {
        if (!fencings.another(System.nanoTime())) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "another process has this instance's id; ids must differ (pagurus.instance)");
            closing = true;
            return;
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "this instance's place in the group was taken, as by what it sent before it was"
                        + " started again; it joins anew");
        placed = false;
        subscribed = false;
        membership.renew();
        assignment.forget();
        rest();
    }

    private void step() {
        if (!subscribed) {
            subscribed = subscribe();
            if (!subscribed) {
                rest();
                return;
            }
        }
        Duration wait = assignment.isOnItsWay() ? POLL_WHILE_LOADING : POLL;
        handle(membership.consumer().poll(wait));
        assignment.goOn();
        placed = assignment.isPlaced();
        bars = assignment.bars();
        snapshots.flushIfDue(assignment.shares());
    }

    /** The consumer is behind the batch by now, so what was not folded has to be read anew. */
    private void handle(ConsumerRecords<String, byte @Nullable []> batch) {
        try {
            batch.forEach(this::handle);
        } catch (InterruptException stop) {
            throw stop;
        } catch (RuntimeException bug) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "handling entries failed; " + batch.partitions() + " are read anew",
                    bug);
            rest();
            assignment.reload(
                    batch.partitions().stream()
                            .filter(read -> assignment.shares().containsKey(read.partition()))
                            .toList());
        }
    }

    private void handle(ConsumerRecord<String, byte @Nullable []> read) {
        Share share = assignment.shares().get(read.partition());
        if (share == null) {
            return;
        }
        if (JournalMarks.isOne(read)) {
            mark(read, share);
            return;
        }
        String changed = handler.on(read, share.serving());
        share.next(read.offset() + 1);
        if (changed != null) {
            share.touch(changed);
        }
    }

    private void mark(ConsumerRecord<String, byte @Nullable []> read, Share share) {
        if (marks.on(read)) {
            handler.skip(read);
            share.next(read.offset() + 1);
        } else {
            assignment.bar(read.partition(), Bar.RULES_UNKNOWN);
        }
    }

    private boolean subscribe() {
        Consumer<String, byte @Nullable []> consumer = membership.consumer();
        int partitions = consumer.partitionsFor(topic).size();
        if (partitions == 0) {
            sayMissingOnce();
            return false;
        }
        journal.sessions().spread(new JournalPartitions(partitions));
        if (!prepared) {
            prepared = true;
            assignment.prepareToJoin(partitions, prepareFor, () -> closing);
        }
        consumer.subscribe(List.of(topic), assignment);
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

    /** At once, and as a member that does not come back: the others need not wait for it. */
    private void leave() {
        try {
            assignment.close();
        } finally {
            membership.quit();
        }
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

    /** Whether this instance is in the group, and serves every partition that it was given. */
    public boolean placed() {
        return placed;
    }

    /** Why this instance does not serve all partitions that it was given; mostly none. */
    public Set<Bar> bars() {
        return bars;
    }

    /** Stops the reading and waits until the consumer has left the group. */
    @Override
    public void close() {
        closing = true;
        closeAsked.countDown();
        membership.wakeup();
        stopped.join();
    }
}
