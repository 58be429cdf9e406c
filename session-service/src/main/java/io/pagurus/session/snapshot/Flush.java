package io.pagurus.session.snapshot;

import io.pagurus.session.fold.PartitionState;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;

/**
 * Immutable. What changed since the last snapshot, in all partitions of one instance.
 *
 * @param group as whom the instance reads the journal: Kafka refuses the snapshot of a member that
 *     is no longer one, so that a late writer replaces nothing
 * @param parts by partition
 */
public record Flush(ConsumerGroupMetadata group, Map<Integer, Part> parts) {

    /**
     * Immutable. What changed in one partition.
     *
     * @param next the offset of the first entry that the rows are not of
     * @param state what the partition has beside sessions at that offset; empty when the last
     *     snapshot has it
     * @param rows by session; empty for one that is forgotten
     */
    public record Part(
            long next, Optional<PartitionState> state, Map<String, Optional<Row>> rows) {}
}
