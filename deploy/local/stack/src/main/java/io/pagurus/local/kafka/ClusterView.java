package io.pagurus.local.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** Thread-safe; blocks. What a cluster says of itself; while it does not answer, nothing. */
final class ClusterView implements AutoCloseable {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final Duration CREATE_LIMIT = Duration.ofSeconds(30);
    private static final int NOBODY = -1;

    private final Admin admin;

    ClusterView(String bootstrapServers) {
        this.admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                2_000,
                                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                (int) CREATE_LIMIT.toMillis(),
                                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                                500L,
                                "enable.metrics.push",
                                false));
    }

    /** How many brokers are there. */
    int brokers() {
        try {
            DescribeClusterResult described = admin.describeCluster();
            return get(described.nodes(), ANSWER_LIMIT).size();
        } catch (ExecutionException | TimeoutException _) {
            return 0;
        }
    }

    Set<String> topics() throws ExecutionException, TimeoutException {
        return get(admin.listTopics().names(), CREATE_LIMIT);
    }

    void create(Collection<NewTopic> topics) throws ExecutionException, TimeoutException {
        var _ = get(admin.createTopics(topics).all(), CREATE_LIMIT);
    }

    /** Whether every partition has a leader and all its copies in step. */
    boolean inSync() {
        try {
            Set<String> all =
                    get(
                            admin.listTopics(new ListTopicsOptions().listInternal(true)).names(),
                            ANSWER_LIMIT);
            return inSync(all);
        } catch (ExecutionException | TimeoutException _) {
            return false;
        }
    }

    /** Whether these topics are there, and every partition has all its copies in step. */
    boolean inSync(Collection<String> topics) {
        try {
            return get(admin.describeTopics(topics).allTopicNames(), ANSWER_LIMIT).values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(ClusterView::inSync);
        } catch (ExecutionException | TimeoutException _) {
            return false;
        }
    }

    /**
     * Whether every partition's leader answers for it. In step a partition is as soon as the
     * controller says so, which is before its leader knows: until then some of a new producer's
     * requests may be refused and a later one taken, and what was refused never gets in, as its
     * sequence is older.
     */
    boolean answered(Collection<String> topics) {
        try {
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            get(admin.describeTopics(topics).allTopicNames(), ANSWER_LIMIT)
                    .forEach((name, topic) ->
                            topic.partitions()
                                    .forEach(each ->
                                            ends.put(
                                                    new TopicPartition(name, each.partition()),
                                                    OffsetSpec.latest())));
            return get(admin.listOffsets(ends).all(), ANSWER_LIMIT).size() == ends.size();
        } catch (ExecutionException | TimeoutException _) {
            return false;
        }
    }

    private static boolean inSync(TopicPartitionInfo partition) {
        return leader(partition) != NOBODY && partition.isr().size() == partition.replicas().size();
    }

    /** Who leads a partition; -1 when nobody does. */
    int leader(String topic, int partition) {
        try {
            TopicDescription described =
                    get(admin.describeTopics(List.of(topic)).allTopicNames(), ANSWER_LIMIT)
                            .getOrDefault(topic, new TopicDescription(topic, false, List.of()));
            return described.partitions().stream()
                    .filter(each -> each.partition() == partition)
                    .mapToInt(ClusterView::leader)
                    .findFirst()
                    .orElse(NOBODY);
        } catch (ExecutionException | TimeoutException _) {
            return NOBODY;
        }
    }

    private static int leader(TopicPartitionInfo partition) {
        Node leader = partition.leader();
        return leader == null || leader.isEmpty() ? NOBODY : leader.id();
    }

    private static <T> T get(KafkaFuture<T> answer, Duration limit)
            throws ExecutionException, TimeoutException {
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kafka was asked", stop);
        }
    }

    @Override
    public void close() {
        admin.close(ANSWER_LIMIT);
    }
}
