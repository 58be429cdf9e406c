package io.pagurus.session.durability;

import io.pagurus.session.durability.JournalCopies.PartitionCopies;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** Thread-safe; blocks. Asks the brokers how they keep the journal. */
public final class BrokerCopies implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(BrokerCopies.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Admin admin;
    private final String topic;
    private volatile boolean failing;

    /**
     * @param admin made for this alone; it is closed with it
     */
    public BrokerCopies(Admin admin, String topic) {
        this.admin = admin;
        this.topic = topic;
    }

    /** What they say; empty when they do not answer, or do not have the topic. */
    public Optional<JournalCopies> ask() {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            TopicDescription described =
                    get(admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
            Config config = get(admin.describeConfigs(List.of(resource)).values().get(resource));
            JournalCopies copies =
                    new JournalCopies(
                            described.partitions().stream().map(BrokerCopies::copies).toList(),
                            Integer.parseInt(
                                    value(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)),
                            Boolean.parseBoolean(
                                    value(
                                            config,
                                            TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG)));
            failing = false;
            return Optional.of(copies);
        } catch (ExecutionException | TimeoutException | NumberFormatException failed) {
            tell(failed);
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Once for many in a row; it may be a right that is missing, and so stay. */
    private void tell(Exception failed) {
        LOG.log(
                failing ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
                "the brokers do not say how they keep {0}: {1}",
                topic,
                failed.toString());
        failing = true;
    }

    private static PartitionCopies copies(TopicPartitionInfo partition) {
        return new PartitionCopies(
                partition.partition(),
                partition.replicas().stream()
                        .map(node -> node.hasRack() ? node.rack() : JournalCopies.NO_RACK)
                        .toList());
    }

    private static String value(Config config, String name) {
        @Nullable ConfigEntry entry = config.get(name);
        return entry == null || entry.value() == null ? "" : entry.value();
    }

    private static <T> T get(@Nullable Future<T> asked)
            throws ExecutionException, InterruptedException, TimeoutException {
        if (asked == null) {
            throw new TimeoutException("not asked");
        }
        return asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
