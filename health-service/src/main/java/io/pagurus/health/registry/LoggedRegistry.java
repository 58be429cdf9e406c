package io.pagurus.health.registry;

import io.pagurus.events.TopologyChange;
import io.pagurus.events.kafka.DeadLetters;
import io.pagurus.events.kafka.Topics;
import io.pagurus.health.registry.Verdict.Unavailable;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; {@link #ask} and {@link #close} block. The registry on Kafka: one immutable
 * snapshot, written by the one reader thread alone.
 */
public final class LoggedRegistry implements Registry, AutoCloseable {

    /**
     * What the registry needs of Kafka.
     *
     * @param log writes changes: acks=all, idempotent
     * @param projections make transactional producers, all of one transactional id
     */
    public record Clients(
            LogConsumers consumers,
            Producer<String, byte[]> log,
            Supplier<Producer<String, byte[]>> projections) {}

    /**
     * How the registry is doing.
     *
     * @param caughtUp the log has been read to its end at least once
     * @param problem why the log cannot be read just now; null while it can
     * @param projection whether this instance projects: {@code leading}, {@code standby}, {@code
     *     closed}
     * @param waiting how many changes wait for their verdict
     * @param unusable how many entries of the log were no changes
     */
    public record Status(
            boolean caughtUp,
            @Nullable String problem,
            String projection,
            int waiting,
            long unusable) {}

    private final List<Consumer<Topology>> followers = new CopyOnWriteArrayList<>();
    private final Pending pending;
    private final TopologyLog log;
    private final TopologyReader reader;
    private final Thread thread;
    private volatile @Nullable Topology topology;

    /**
     * Puts the registry together; {@link #start()} begins to read.
     *
     * @param source the CloudEvents source of what is written, such as {@code /health-service/h1}
     */
    public LoggedRegistry(
            Clients clients,
            Topics topics,
            String source,
            Clock clock,
            LongSupplier nanos,
            RegistryConfig config) {
        TopicPartition partition = new TopicPartition(topics.topologyLog(), 0);
        String group = topics.prefix() + "health.topology";
        pending = new Pending(config.maxPending());
        log = new TopologyLog(clients.log(), topics, source, clock, pending, config.deadline());
        reader =
                new TopologyReader(
                        clients.consumers(),
                        partition,
                        group,
                        this::publish,
                        pending,
                        new Projection(topics),
                        new Projector(clients.projections(), partition, group, nanos, config),
                        new DeadLetters(clients.log(), topics),
                        nanos,
                        config);
        thread = Thread.ofPlatform().name("topology-reader").daemon().unstarted(reader);
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    @Override
    public Optional<Topology> topology() {
        return Optional.ofNullable(topology);
    }

    @Override
    public Verdict ask(TopologyChange change) {
        return topology == null
                ? new Unavailable("the topology log is not read yet")
                : log.ask(change);
    }

    /**
     * Calls the follower with each new snapshot, on the reader's thread, which it must not block.
     * To be called before {@link #start()}.
     */
    public void follow(Consumer<Topology> follower) {
        followers.add(follower);
    }

    public Status status() {
        TopologyReader.Status status = reader.status();
        return new Status(
                status.caughtUp(),
                status.problem(),
                switch (status.role()) {
                    case LEADING -> "leading";
                    case STANDBY -> "standby";
                    case CLOSED -> "closed";
                },
                pending.size(),
                reader.unusable());
    }

    private void publish(Topology next) {
        topology = next;
        followers.forEach(follower -> follower.accept(next));
    }

    @Override
    public void close() {
        if (thread.getState() != Thread.State.NEW) {
            reader.close();
        }
    }
}
