package io.pagurus.local.kafka;

import io.pagurus.events.kafka.Topics;
import io.pagurus.local.process.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Immutable; {@link #create} blocks. The topics of the suite: the one place that says how many
 * partitions each has and how long it keeps its records.
 */
public record TopicPlan(List<NewTopic> topics) {

    private static final Duration CREATE_LIMIT = Duration.ofSeconds(30);

    /** Most instances of session-service that share the sessions; never changed later. */
    private static final int SESSION_PARTITIONS = 12;

    private static final Map<String, String> FOREVER =
            Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1");
    private static final Map<String, String> COMPACTED =
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

    /**
     * A row is one record: 3 MB of a session with all the open turns, steps and tasks there may be.
     */
    private static final Map<String, String> ROWS =
            Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_COMPACT,
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                    Integer.toString(4 * 1024 * 1024));

    /** A key that was destroyed is gone from the brokers' disks after an hour or two. */
    private static final Map<String, String> COMPACTED_SOON =
            Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_COMPACT,
                    TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                    Long.toString(Duration.ofHours(1).toMillis()));

    public static TopicPlan of(Topics names) {
        List<NewTopic> plan = new ArrayList<>();
        // One partition each: the order of the changes to the fleet is one order.
        plan.add(topic(names.topologyLog(), 1, FOREVER));
        plan.add(topic(names.topology(), 1, COMPACTED));
        plan.add(topic(names.clusterEvents(), 3, days(7)));
        plan.add(topic(names.nodeObservations(), 3, days(1)));
        // For ever while there are no snapshots: a session whose first grant is gone is unknown.
        plan.add(topic(names.sessionJournal(), SESSION_PARTITIONS, FOREVER));
        // As many partitions as the journal: the same session, the same number.
        plan.add(topic(names.sessionSnapshot(), SESSION_PARTITIONS, ROWS));
        plan.add(topic(names.sessionHistory(), SESSION_PARTITIONS, COMPACTED));
        plan.add(topic(names.sessionKeys(), SESSION_PARTITIONS, COMPACTED_SOON));
        plan.add(topic(names.sessionDirectory(), 1, COMPACTED));
        plan.add(topic(names.sessionEvents(), SESSION_PARTITIONS, days(7)));
        plan.add(topic(names.migrationEvents(), 3, days(7)));
        plan.add(topic(names.audit(), 1, days(90)));
        for (String name : names.all()) {
            plan.add(topic(names.deadLetters(name), 1, days(30)));
        }
        return new TopicPlan(List.copyOf(plan));
    }

    /** The same topics, in so many copies each. */
    public TopicPlan copies(int copies) {
        return new TopicPlan(
                topics.stream()
                        .map(topic ->
                                topic(topic.name(), topic.numPartitions(), copies)
                                        .configs(topic.configs()))
                        .toList());
    }

    /**
     * Creates what is not there, once there are as many brokers as copies; returns once every topic
     * can be written to.
     */
    public void create(String bootstrapServers) {
        try (ClusterView view = new ClusterView(bootstrapServers)) {
            if (!Patience.of(CREATE_LIMIT).until(() -> view.brokers() >= copies())) {
                throw new IllegalStateException("there are not " + copies() + " brokers");
            }
            create(view);
        }
    }

    private int copies() {
        return topics.getFirst().replicationFactor();
    }

    private void create(ClusterView view) {
        try {
            Set<String> there = view.topics();
            view.create(topics.stream().filter(topic -> !there.contains(topic.name())).toList());
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("topics were not created", failure);
        }
        List<String> names = topics.stream().map(NewTopic::name).toList();
        Patience patience = Patience.of(CREATE_LIMIT);
        if (!patience.until(() -> view.inSync(names) && view.answered(names))) {
            throw new IllegalStateException("topics were created and are not served");
        }
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> settings) {
        return topic(name, partitions, 1).configs(settings);
    }

    private static NewTopic topic(String name, int partitions, int copies) {
        return new NewTopic(name, Optional.of(partitions), Optional.of((short) copies));
    }

    private static Map<String, String> days(int days) {
        return Map.of(
                TopicConfig.RETENTION_MS_CONFIG, Long.toString(Duration.ofDays(days).toMillis()));
    }
}
