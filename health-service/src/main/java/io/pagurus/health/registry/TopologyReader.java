package io.pagurus.health.registry;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.Decoded;
import io.pagurus.events.TopologyChange;
import io.pagurus.events.kafka.DeadLetters;
import io.pagurus.events.kafka.EventRecords;
import io.pagurus.health.registry.TopologyFold.Folded;
import io.pagurus.health.registry.Verdict.Accepted;
import io.pagurus.health.registry.Verdict.Decided;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the one thread that calls {@link #run()} (blocks); {@link #status()} and {@link
 * #close()} are thread-safe. Reads the topology log from its beginning, folds it, publishes the
 * topology, tells the verdicts, and has the accepted entries projected. After an error it reads the
 * whole log again; the last topology stays published meanwhile.
 */
final class TopologyReader implements Runnable, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(TopologyReader.class.getName());
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ASK = Duration.ofSeconds(2);

    /** Takes each new topology; called on the reader's thread. */
    interface Publisher {
        void publish(Topology topology);
    }

    /**
     * How the reader is doing.
     *
     * @param problem why the log cannot be read just now; null while it can
     */
    record Status(boolean caughtUp, @Nullable String problem, Projector.Role role) {}

    private final LogConsumers consumers;
    private final TopicPartition log;
    private final String group;
    private final Publisher publisher;
    private final Pending pending;
    private final Projection projection;
    private final Projector projector;
    private final DeadLetters deadLetters;
    private final LongSupplier nanos;
    private final RegistryConfig config;
    private final LongAdder unusable = new LongAdder();
    private final CountDownLatch closeAsked = new CountDownLatch(1);
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile @Nullable Consumer<String, byte @Nullable []> current;
    private volatile @Nullable String problem = "not started";
    private volatile boolean caughtUp;
    private Topology topology = Topology.EMPTY;
    private long checkedAt;

    TopologyReader(
            LogConsumers consumers,
            TopicPartition log,
            String group,
            Publisher publisher,
            Pending pending,
            Projection projection,
            Projector projector,
            DeadLetters deadLetters,
            LongSupplier nanos,
            RegistryConfig config) {
        this.consumers = consumers;
        this.log = log;
        this.group = group;
        this.publisher = publisher;
        this.pending = pending;
        this.projection = projection;
        this.projector = projector;
        this.deadLetters = deadLetters;
        this.nanos = nanos;
        this.config = config;
    }

    Status status() {
        return new Status(caughtUp, problem, projector.role());
    }

    /** Entries of the log that are no changes of the topology. */
    long unusable() {
        return unusable.sum();
    }

    @Override
    public void run() {
        try (projector) {
            while (closeAsked.getCount() > 0) {
                try (Consumer<String, byte @Nullable []> consumer = consumers.open(group)) {
                    current = consumer;
                    read(consumer);
                } catch (WakeupException | InterruptException _) {
                    closeAsked.countDown();
                } catch (RuntimeException failure) {
                    troubled("reading " + log.topic() + " failed: " + failure, failure);
                }
                pause();
            }
        } finally {
            stopped.complete(null);
        }
    }

    private void read(Consumer<String, byte @Nullable []> consumer) {
        if (!exists(consumer)) {
            return;
        }
        boolean atEnd = false;
        topology = Topology.EMPTY;
        projector.restart();
        consumer.assign(List.of(log));
        consumer.seekToBeginning(List.of(log));
        long end = end(consumer);
        if (consumer.position(log) > 0) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "{0} begins at {1}: its first entries are gone, so nodes may be missing."
                            + " Its retention must be unlimited.",
                    log.topic(),
                    consumer.position(log));
        }
        while (closeAsked.getCount() > 0) {
            Map<String, Decided> verdicts = take(next(consumer));
            if (!atEnd && consumer.position(log) >= end) {
                atEnd = true;
                publisher.publish(topology);
                reached(consumer.position(log));
            } else if (atEnd && !verdicts.isEmpty()) {
                publisher.publish(topology);
            }
            verdicts.forEach(pending::decided);
            projector.flush(consumer);
            checkReachable(consumer);
        }
    }

    /** Whether there is such a log; says so once when there is none. */
    private boolean exists(Consumer<?, ?> consumer) {
        List<PartitionInfo> partitions;
        try {
            partitions = consumer.partitionsFor(log.topic(), ASK);
        } catch (KafkaException unreachable) {
            troubled("cannot ask Kafka for " + log.topic() + ": " + unreachable.getMessage(), null);
            return false;
        }
        int count = partitions == null ? 0 : partitions.size();
        if (count != 1) {
            troubled(
                    "the topic "
                            + log.topic()
                            + (count == 0
                                    ? " does not exist; waiting for it to be created"
                                    : " has " + count + " partitions and must have 1"),
                    null);
        }
        return count == 1;
    }

    private long end(Consumer<?, ?> consumer) {
        Long end = consumer.endOffsets(List.of(log), ASK).get(log);
        checkedAt = nanos.getAsLong();
        return end == null ? 0 : end;
    }

    private ConsumerRecords<String, byte @Nullable []> next(
            Consumer<String, byte @Nullable []> consumer) {
        if (projector.full()) {
            consumer.pause(List.of(log));
        } else {
            consumer.resume(List.of(log));
        }
        return consumer.poll(POLL);
    }

    /** Folds what was read; the verdicts are by the request that waits for them. */
    private Map<String, Decided> take(ConsumerRecords<String, byte @Nullable []> read) {
        Map<String, Decided> verdicts = new HashMap<>();
        for (ConsumerRecord<String, byte @Nullable []> entry : read.records(log)) {
            switch (EventRecords.decode(entry)) {
                case Decoded.Known(CloudEvent<?> event)
                        when event.data() instanceof TopologyChange change -> {
                    Decided verdict = fold(event, change, entry);
                    String request = EventRecords.header(entry.headers(), Pending.HEADER);
                    verdicts.put(request == null ? "" : request, verdict);
                }
                case Decoded.Known _ -> unusable(entry, "not a change of the topology");
                case Decoded.UnknownType(String type) -> unusable(entry, "unknown type " + type);
                case Decoded.Broken(String reason) -> unusable(entry, reason);
            }
        }
        return verdicts;
    }

    private Decided fold(
            CloudEvent<?> event,
            TopologyChange change,
            ConsumerRecord<String, byte @Nullable []> entry) {
        Folded folded = TopologyFold.fold(topology, change);
        topology = folded.topology();
        if (folded.verdict() instanceof Accepted accepted) {
            String origin = DeadLetters.origin(entry);
            projector.add(entry.offset(), projection.of(event, change, accepted, origin));
        }
        return folded.verdict();
    }

    private void unusable(ConsumerRecord<String, byte @Nullable []> entry, String reason) {
        unusable.increment();
        LOG.log(
                System.Logger.Level.ERROR,
                "{0} is ignored: {1}",
                DeadLetters.origin(entry),
                reason);
        if (caughtUp) {
            deadLetters.send(entry, reason);
        }
    }

    private void reached(long position) {
        caughtUp = true;
        problem = null;
        LOG.log(
                System.Logger.Level.INFO,
                "read {0} to {1}: {2} nodes, {3} regions",
                log.topic(),
                position,
                topology.nodes().size(),
                topology.regions().size());
    }

    private void checkReachable(Consumer<?, ?> consumer) {
        if (nanos.getAsLong() - checkedAt < config.reachableCheck().toNanos()) {
            return;
        }
        try {
            end(consumer);
            if (caughtUp && problem != null) {
                problem = null;
                LOG.log(System.Logger.Level.INFO, "{0} can be read again", log.topic());
            }
        } catch (TimeoutException away) {
            checkedAt = nanos.getAsLong();
            troubled("Kafka does not answer for " + log.topic(), null);
        }
    }

    /** One line for each new trouble, not for each try. */
    private void troubled(String what, @Nullable Throwable cause) {
        if (!what.equals(problem)) {
            problem = what;
            LOG.log(System.Logger.Level.WARNING, what + "; it is tried again", cause);
        }
    }

    private void pause() {
        try {
            var _ = closeAsked.await(config.retryPause().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            closeAsked.countDown();
        }
    }

    /** Stops the reader and waits until it has. */
    @Override
    public void close() {
        closeAsked.countDown();
        Consumer<String, byte @Nullable []> open = current;
        if (open != null) {
            open.wakeup();
        }
        stopped.join();
    }
}
