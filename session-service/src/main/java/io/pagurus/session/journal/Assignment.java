package io.pagurus.session.journal;

import io.pagurus.events.kafka.Membership;
import io.pagurus.session.snapshot.SnapshotLoader;
import io.pagurus.session.snapshot.SnapshotLoader.Loaded;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the journal reader's thread, on which Kafka calls it too. The partitions that the
 * consumer group gave to this instance: each is loaded from its snapshot, read up to the journal's
 * end, served, and on its way out written down for the next owner.
 *
 * <p>That two instances have a partition for a moment harms nobody: they fold the same entries in
 * the same order. Only the snapshot is fenced.
 */
final class Assignment implements ConsumerRebalanceListener, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Assignment.class.getName());

    private static final long PREPARED_FOR_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(5).toNanos();

    private final Membership membership;
    private final String topic;
    private final Journal journal;
    private final SnapshotLoader loader;
    private final Snapshots snapshots;
    private final List<FoldListener> listeners;
    private final long pauseNanos;
    private final ExecutorService loading;
    private final Map<Integer, Share> shares = new HashMap<>();

    /** Partitions of this instance that it must not serve. */
    private final Map<Integer, Bar> barred = new HashMap<>();

    /** Of the journal, all of them. */
    private int partitions;

    private boolean assigned;

    /** Something was given, and is not served yet: the next round waits for it. */
    private boolean roundOpen;

    /** By partition: what is likely to be given next, loaded while its owner still serves it. */
    private final Map<Integer, Prepared> prepared = new HashMap<>();

    /** Immutable. */
    private record Prepared(Future<Loaded> load, long sinceNanos) {

        /** Nobody needed it, or it takes too long; it ends with that. */
        boolean isOver() {
            boolean over = System.nanoTime() - sinceNanos > PREPARED_FOR_NANOS;
            if (over) {
                load.cancel(true);
            }
            return over;
        }
    }

    Assignment(
            Membership membership,
            String topic,
            Journal journal,
            SnapshotLoader loader,
            Snapshots snapshots,
            List<FoldListener> listeners,
            JournalSettings settings) {
        this.membership = membership;
        this.topic = topic;
        this.journal = journal;
        this.loader = loader;
        this.snapshots = snapshots;
        this.listeners = listeners;
        this.pauseNanos = settings.pauseAfterFailure().toNanos();
        this.loading =
                Executors.newFixedThreadPool(
                        settings.loaders(),
                        Thread.ofPlatform().name("snapshot-loader-", 0).daemon(true).factory());
    }

    /**
     * Loads what is likely to be given first, while this instance is in no group: an instance that
     * joins one or two others is given a partition at the end of a first half or third. What a JVM
     * does for the first time takes several times as long as later. What is not ready in time is
     * loaded on.
     *
     * @param all how many partitions the journal has
     * @param most how long to wait; an instance that was started again has partitions that wait for
     *     it
     * @param closing asked whether to give up
     */
    void prepareToJoin(int all, Duration most, BooleanSupplier closing) {
        partitions = all;
        prepare(all / 2);
        prepare(all / 3);
        long endNanos = System.nanoTime() + most.toNanos();
        while (!prepared.values().stream().allMatch(one -> one.load().isDone())
                && !closing.getAsBoolean()
                && System.nanoTime() - endNanos < 0) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private Prepared prepare(int partition) {
        return prepared.computeIfAbsent(
                partition,
                next -> new Prepared(loading.submit(() -> loader.load(next)), System.nanoTime()));
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> added) {
        assigned = true;
        if (added.isEmpty()) {
            return;
        }
        LOG.log(System.Logger.Level.INFO, "assigned {0}", numbers(added));
        roundOpen = true;
        Consumer<String, byte @Nullable []> consumer = membership.consumer();
        // A place that is not used: without one, Kafka would look for where to begin.
        added.forEach(partition -> consumer.seek(partition, 0));
        consumer.pause(added);
        added.forEach(partition -> shares.put(partition.partition(), load(partition.partition())));
        giveUpPreparing();
    }

    private Share load(int partition) {
        Prepared before = prepared.remove(partition);
        return new Share(
                loading.submit(() -> {
                    Loaded loaded =
                            before == null ? loader.load(partition) : continued(partition, before);
                    if (Thread.interrupted()) {
                        throw new InterruptedException("the partition is another's by now");
                    }
                    listeners.forEach(listener -> listener.onLoading(partition));
                    return loaded;
                }));
    }

    /** Waits for what was begun before, so one loader is enough for both. */
    private Loaded continued(int partition, Prepared before) throws InterruptedException {
        try {
            return loader.load(partition, before.load().get());
        } catch (ExecutionException notPrepared) {
            return loader.load(partition);
        }
    }

    /** What is given needs the loaders now. */
    private void giveUpPreparing() {
        prepared.values().forEach(one -> one.load().cancel(true));
        prepared.clear();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> going) {
        if (going.isEmpty()) {
            return;
        }
        LOG.log(System.Logger.Level.INFO, "handing over {0}", numbers(going));
        snapshots.flushAtTheEnd(shares, numbers(going));
        drop(going);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> gone) {
        LOG.log(System.Logger.Level.WARNING, "lost {0}", numbers(gone));
        drop(gone);
    }

    /** The group has this instance no longer: what it gave does not count. */
    void forget() {
        assigned = false;
        roundOpen = false;
        giveUpPreparing();
        barred.clear();
        drop(shares.keySet().stream().map(part -> new TopicPartition(topic, part)).toList());
    }

    private void drop(Collection<TopicPartition> gone) {
        for (TopicPartition partition : gone) {
            Share share = shares.remove(partition.partition());
            barred.remove(partition.partition());
            if (share != null && share.stage() instanceof Share.Stage.Loading(var load)) {
                load.cancel(true);
            }
            journal.drop(partition.partition());
            listeners.forEach(listener -> listener.onRevoked(partition.partition()));
        }
    }

    private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }

    Map<Integer, Share> shares() {
        return shares;
    }

    /** Whether some partition is not served yet. */
    boolean isOnItsWay() {
        return shares.values().stream().anyMatch(share -> !share.serving());
    }

    /** Whether the group has given this instance its share, be it none, and all of it is served. */
    boolean isPlaced() {
        return assigned && !isOnItsWay() && barred.isEmpty();
    }

    /** Why it does not serve all that it has; none when it does, or will. */
    Set<Bar> bars() {
        return Set.copyOf(barred.values());
    }

    /**
     * Takes each partition as far as it can go now. It asks the brokers nothing: one that is away
     * would hold up the partitions that are served.
     */
    void goOn() {
        // A copy: a partition that turns out to be barred is dropped on the way.
        new TreeMap<>(shares).forEach(this::goOn);
        if (roundOpen && !isOnItsWay() && isPrepared()) {
            roundOpen = false;
            membership.consumer().enforceRebalance("what was given is served");
        }
        prepared.values().removeIf(Prepared::isOver);
    }

    private void goOn(int partition, Share share) {
        switch (share.stage()) {
            case Share.Stage.Loading(Future<Loaded> load) when load.isDone() ->
                    adopt(partition, share, load);
            case Share.Stage.NotLoaded(long sinceNanos)
                    when System.nanoTime() - sinceNanos >= pauseNanos ->
                    share.enter(load(partition).stage());
            case Share.Stage.CatchingUp(long end) when share.next() >= end ->
                    serve(partition, share);
            case Share.Stage _ -> {}
        }
        share.touchAll(journal.takeTouched(partition));
    }

    /**
     * Whether the next partition may come. The assignor takes them in order, so the next one is
     * likely the one after: it is loaded before it is asked for, unless that takes too long.
     */
    private boolean isPrepared() {
        int next = shares.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
        if (next == 0 || next >= partitions) {
            return true;
        }
        Prepared one = prepare(next);
        return one.load().isDone() || one.isOver();
    }

    private void adopt(int partition, Share share, Future<Loaded> load) {
        Loaded loaded;
        try {
            loaded = load.get();
        } catch (ExecutionException failed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "loading partition {0} failed, and is tried again: {1}",
                    partition,
                    String.valueOf(failed.getCause()));
            share.enter(new Share.Stage.NotLoaded(System.nanoTime()));
            return;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return;
        }
        if (loaded.next() > loaded.end()) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the snapshot of partition {0} stands for what is before offset {1} of {2},"
                            + " which ends at {3}: entries that were acknowledged are lost, and the"
                            + " partition is not served",
                    partition,
                    loaded.next(),
                    topic,
                    loaded.end());
            bar(partition, Bar.JOURNAL_SHORTENED);
            return;
        }
        TopicPartition source = new TopicPartition(topic, partition);
        journal.adopt(partition, loaded);
        share.stored(loaded.state());
        share.next(loaded.next());
        listeners.forEach(listener -> listener.onAssigned(partition, loaded.next()));
        membership.consumer().seek(source, loaded.next());
        membership.consumer().resume(List.of(source));
        share.enter(new Share.Stage.CatchingUp(loaded.end()));
    }

    private void serve(int partition, Share share) {
        long next = share.next();
        share.enter(new Share.Stage.Serving());
        journal.sessions().serve(partition);
        listeners.forEach(listener -> listener.onCaughtUp(partition, next));
        LOG.log(System.Logger.Level.INFO, "serving partition {0} from {1}", partition, next);
    }

    /** Serves the partition no more. */
    void bar(int partition, Bar why) {
        TopicPartition source = new TopicPartition(topic, partition);
        membership.consumer().pause(List.of(source));
        drop(List.of(source));
        barred.put(partition, why);
    }

    /** Entries of these partitions were lost, or not folded: what they are is read anew. */
    void reload(Collection<TopicPartition> broken) {
        drop(broken);
        onPartitionsAssigned(broken);
    }

    /** Writes down what is dirty; the reader leaves the group next. */
    @Override
    public void close() {
        snapshots.flushAtTheEnd(shares, Set.copyOf(shares.keySet()));
        loading.shutdownNow();
    }
}
