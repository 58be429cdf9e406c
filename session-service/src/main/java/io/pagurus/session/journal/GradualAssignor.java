package io.pagurus.session.journal;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Confined to the journal reader's thread; made by Kafka. Shares partitions out as the cooperative
 * sticky assignor does, but takes only a few at a time from an instance that serves them, and none
 * while there are some that nobody has: a partition that changes hands is served by nobody until
 * its new owner has loaded it, and all that move at once would wait for one another. What nobody
 * has is given out at once. Whoever has loaded what it was given asks for the next round.
 */
@RegisterForReflection
public final class GradualAssignor extends CooperativeStickyAssignor implements Configurable {

    /** In the consumer's configuration: how many partitions may be moved in one round. */
    public static final String MOVED_AT_ONCE = "pagurus.moved.at.once";

    private static final Comparator<TopicPartition> IN_ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private int movedAtOnce = 1;

    @Override
    public void configure(Map<String, ?> configs) {
        if (configs.get(MOVED_AT_ONCE) instanceof Integer most) {
            movedAtOnce = Math.max(1, most);
        }
    }

    @Override
    public Map<String, List<TopicPartition>> assignPartitions(
            Map<String, List<PartitionInfo>> partitions, Map<String, Subscription> subscriptions) {
        Map<String, List<TopicPartition>> shares =
                super.assignPartitions(partitions, subscriptions);
        Set<TopicPartition> given = new HashSet<>();
        shares.values().forEach(given::addAll);
        Map<TopicPartition, String> owners = owners(subscriptions);
        boolean someOnTheirWay = given.stream().anyMatch(one -> !owners.containsKey(one));
        owners.entrySet().stream()
                .filter(one -> !given.contains(one.getKey()))
                .filter(one -> isThere(one.getKey(), partitions))
                .sorted(Map.Entry.comparingByKey(IN_ORDER))
                .skip(someOnTheirWay ? 0 : movedAtOnce)
                .forEach(stays -> stay(stays.getKey(), stays.getValue(), shares));
        return shares;
    }

    private static boolean isThere(
            TopicPartition one, Map<String, List<PartitionInfo>> partitions) {
        return partitions.getOrDefault(one.topic(), List.of()).stream()
                .anyMatch(info -> info.partition() == one.partition());
    }

    private static void stay(
            TopicPartition one, String owner, Map<String, List<TopicPartition>> shares) {
        List<TopicPartition> share = new ArrayList<>(shares.getOrDefault(owner, List.of()));
        share.add(one);
        shares.put(owner, share);
    }

    /** Of two who claim a partition, the one that was told so last has it. */
    private static Map<TopicPartition, String> owners(Map<String, Subscription> subscriptions) {
        Map<TopicPartition, String> owners = new HashMap<>();
        subscriptions.entrySet().stream()
                .sorted(Comparator.comparing(member -> member.getValue().generationId().orElse(-1)))
                .forEachOrdered(member ->
                        member.getValue()
                                .ownedPartitions()
                                .forEach(owned -> owners.put(owned, member.getKey())));
        return owners;
    }
}
