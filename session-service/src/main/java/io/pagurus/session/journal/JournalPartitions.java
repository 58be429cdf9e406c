package io.pagurus.session.journal;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Immutable. Which partition of the journal a session's entries stand in, for as long as the
 * session lives; so the number of partitions can never change.
 *
 * @param count how many partitions the journal has
 */
public record JournalPartitions(int count) {

    public JournalPartitions {
        if (count < 1) {
            throw new IllegalArgumentException("a journal has at least one partition");
        }
    }

    /** The same one that Kafka's own partitioner chooses for the key: murmur2 of its bytes. */
    public int of(String sessionId) {
        byte[] key = sessionId.getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % count;
    }
}
