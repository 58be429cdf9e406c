package io.pagurus.health.registry;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.TopologyChange;
import io.pagurus.events.kafka.EventRecords;
import io.pagurus.events.kafka.Topics;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; {@link #seed} blocks and is called once. Fills an empty registry from a file, in one
 * transaction: a crash in the middle leaves it empty, not half full. A registry that has anything
 * in it is never changed by the file; the differences are told.
 */
public final class Seeding {

    /**
     * How the file and the registry compare.
     *
     * @param status {@code not-configured}, {@code unreadable}, {@code same} or {@code different}
     * @param reason why the file cannot be used; null when it can
     */
    @RegisterForReflection
    public record Comparison(
            String status, @Nullable String reason, List<SeedDifference> differences) {}

    private static final System.Logger LOG = System.getLogger(Seeding.class.getName());

    private final Optional<Path> file;
    private final Supplier<Producer<String, byte[]>> producers;
    private final Topics topics;
    private final String source;
    private final Clock clock;

    /**
     * Reads nothing yet.
     *
     * @param producers make transactional producers, all of one transactional id
     */
    public Seeding(
            Optional<Path> file,
            Supplier<Producer<String, byte[]>> producers,
            Topics topics,
            String source,
            Clock clock) {
        this.file = file;
        this.producers = producers;
        this.topics = topics;
        this.source = source;
        this.clock = clock;
    }

    /**
     * Seeds the registry if it is empty, else says in what it differs from the file.
     *
     * @throws org.apache.kafka.common.KafkaException when the brokers do not take it; to be tried
     *     again with a newer topology
     */
    public void seed(Topology topology) {
        if (file.isEmpty()) {
            return;
        }
        switch (SeedFile.read(file.get())) {
            case Seed.Checked.Invalid(String reason) ->
                    LOG.log(
                            System.Logger.Level.ERROR,
                            "the seed file {0} is not used: {1}",
                            file.get(),
                            reason);
            case Seed.Checked.Valid(List<TopologyChange> changes) when topology.isEmpty() ->
                    write(changes);
            case Seed.Checked.Valid(List<TopologyChange> changes) ->
                    report(SeedDifference.between(changes, topology));
        }
    }

    /** How the file, as it is now, compares to the topology. */
    public Comparison compare(Topology topology) {
        if (file.isEmpty()) {
            return new Comparison("not-configured", null, List.of());
        }
        return switch (SeedFile.read(file.get())) {
            case Seed.Checked.Invalid(String reason) ->
                    new Comparison("unreadable", reason, List.of());
            case Seed.Checked.Valid(List<TopologyChange> changes) -> {
                List<SeedDifference> found = SeedDifference.between(changes, topology);
                yield new Comparison(found.isEmpty() ? "same" : "different", null, found);
            }
        };
    }

    private void write(List<TopologyChange> changes) {
        try (Producer<String, byte[]> producer = producers.get()) {
            producer.initTransactions();
            producer.beginTransaction();
            for (TopologyChange change : changes) {
                String id = UUID.randomUUID().toString();
                var _ =
                        producer.send(
                                EventRecords.toRecord(
                                        topics.of(change),
                                        new CloudEvent<>(id, source, clock.instant(), change)));
            }
            producer.commitTransaction();
        }
        LOG.log(
                System.Logger.Level.INFO,
                "the registry was empty: seeded {0} entries from {1}",
                changes.size(),
                file.get());
    }

    private void report(List<SeedDifference> differences) {
        LOG.log(
                differences.isEmpty() ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                "the seed file {0} is not applied, the registry is not empty; {1} differences{2}",
                file.get(),
                differences.size(),
                differences.isEmpty() ? "" : ": " + differences);
    }
}
