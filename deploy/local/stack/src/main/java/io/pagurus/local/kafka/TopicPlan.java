package io.pagurus.local.kafka;

import io.pagurus.events.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Immutable; {@link #create} blocks. The topics of the suite: the one place that says how many
 * partitions each has and how long it keeps its records.
 */
public record TopicPlan(List<NewTopic> topics) {

    private static final Duration CREATE_LIMIT = Duration.ofSeconds(30);
    private static final Map<String, String> FOREVER =
            Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1");
    private static final Map<String, String> COMPACTED =
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

    public static TopicPlan of(Topics names) {
        List<NewTopic> plan = new ArrayList<>();
        // One partition each: the order of the changes to the fleet is one order.
        plan.add(topic(names.topologyLog(), 1, FOREVER));
        plan.add(topic(names.topology(), 1, COMPACTED));
        plan.add(topic(names.clusterEvents(), 3, days(7)));
        plan.add(topic(names.nodeObservations(), 3, days(1)));
        // For ever while there are no snapshots: a session whose first grant is gone is unknown.
        plan.add(topic(names.sessionJournal(), 12, FOREVER));
        plan.add(topic(names.sessionEvents(), 12, days(7)));
        plan.add(topic(names.migrationEvents(), 3, days(7)));
        for (String name : names.all()) {
            plan.add(topic(names.deadLetters(name), 1, days(30)));
        }
        return new TopicPlan(List.copyOf(plan));
    }

    /** Creates what is not there; returns once every topic can be written to. */
    public void create(String bootstrapServers) {
        try (Admin admin = admin(bootstrapServers)) {
            Set<String> there = admin.listTopics().names().get(seconds(), TimeUnit.SECONDS);
            List<NewTopic> missing =
                    topics.stream().filter(topic -> !there.contains(topic.name())).toList();
            admin.createTopics(missing).all().get(seconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("topics were not created", failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while topics were created", stop);
        }
    }

    private static Admin admin(String bootstrapServers) {
        return Admin.create(
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        (int) CREATE_LIMIT.toMillis()));
    }

    private static long seconds() {
        return CREATE_LIMIT.toSeconds();
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> settings) {
        return new NewTopic(name, Optional.of(partitions), Optional.of((short) 1))
                .configs(settings);
    }

    private static Map<String, String> days(int days) {
        return Map.of(
                TopicConfig.RETENTION_MS_CONFIG, Long.toString(Duration.ofDays(days).toMillis()));
    }
}
