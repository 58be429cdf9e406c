package io.pagurus.session.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Rounds of a group as its members go through them. */
class GradualAssignorTest {

    private static final String TOPIC = "journal";
    private static final int PARTITIONS = 12;

    private final Map<String, Set<Integer>> group = new TreeMap<>();
    private final GradualAssignor assignor = new GradualAssignor();
    private int generation;

    @Test
    void whatNobodyHasIsGivenAtOnce() {
        join("one");
        join("two");
        round();
        assertThat(group.get("one")).hasSize(6);
        assertThat(group.get("two")).hasSize(6);
    }

    @Test
    void whoJoinsIsGivenOnePartitionAfterTheOther() {
        // Given
        join("one");
        round();
        // When
        join("two");
        // Then
        for (int given = 0; given < 6; given++) {
            Set<Integer> taken = round();
            assertThat(taken).hasSize(1);
            assertThat(served()).isEqualTo(PARTITIONS - 1);
            round();
            assertThat(group.get("two")).hasSize(given + 1);
            assertThat(served()).isEqualTo(PARTITIONS);
        }
        assertThat(round()).isEmpty();
        assertThat(group.get("one")).hasSize(6);
    }

    @Test
    void asManyAsAreAllowedAreMovedAtOnce() {
        // Given
        assignor.configure(Map.of(GradualAssignor.MOVED_AT_ONCE, 4));
        join("one");
        round();
        join("two");
        // When
        Set<Integer> first = round();
        round();
        Set<Integer> second = round();
        // Then
        assertThat(first).hasSize(4);
        assertThat(second).hasSize(2);
    }

    @Test
    void nothingMovesWhileWhatADeadOneHadIsOnItsWay() {
        // Given
        join("one");
        join("two");
        round();
        // When
        group.remove("two");
        join("three");
        Set<Integer> taken = round();
        // Then
        assertThat(taken).isEmpty();
        assertThat(served()).isEqualTo(PARTITIONS);
    }

    private void join(String member) {
        group.put(member, Set.of());
    }

    private int served() {
        return group.values().stream().mapToInt(Set::size).sum();
    }

    /** Gives each its share; returns what somebody had before and does not have any more. */
    private Set<Integer> round() {
        Map<String, Subscription> subscriptions = new HashMap<>();
        group.forEach((member, owned) ->
                subscriptions.put(
                        member,
                        new Subscription(
                                List.of(TOPIC),
                                null,
                                owned.stream().map(one -> new TopicPartition(TOPIC, one)).toList(),
                                generation,
                                Optional.empty())));
        generation++;
        Set<Integer> before = all(group.values());
        assignor.assignPartitions(Map.of(TOPIC, partitions()), subscriptions)
                .forEach((member, share) ->
                        group.put(
                                member,
                                new HashSet<>(
                                        share.stream().map(TopicPartition::partition).toList())));
        before.removeAll(all(group.values()));
        return before;
    }

    private static Set<Integer> all(Collection<Set<Integer>> shares) {
        Set<Integer> all = new HashSet<>();
        shares.forEach(all::addAll);
        return all;
    }

    private static List<PartitionInfo> partitions() {
        return new ArrayList<>(
                IntStream.range(0, PARTITIONS)
                        .mapToObj(one -> new PartitionInfo(TOPIC, one, null, null, null))
                        .toList());
    }
}
