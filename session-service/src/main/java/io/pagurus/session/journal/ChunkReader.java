package io.pagurus.session.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pagurus.session.history.SealedChunk;
import io.pagurus.session.history.UnreadableChunkException;
import io.pagurus.session.journal.RecordScanner.Deadline;
import io.pagurus.session.snapshot.Bodies;
import io.pagurus.session.snapshot.HistoryWriter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; blocks. A session's sealed chunks from the history topic, backwards from the last
 * one, each by seeking.
 */
public final class ChunkReader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final System.Logger LOG = System.getLogger(ChunkReader.class.getName());

    private final RecordScanner records;

    /**
     * @param records of the history topic
     */
    public ChunkReader(RecordScanner records) {
        this.records = records;
    }

    /** All chunks, in order; empty when one could not be read. */
    public Optional<List<SealedChunk>> chunks(int partition, String sessionId, Bodies bodies) {
        Deque<SealedChunk> chunks = new ArrayDeque<>();
        long offset = bodies.lastChunk();
        for (int number = bodies.chunks() - 1; number >= 0; number--) {
            ConsumerRecord<String, byte @Nullable []> read =
                    at(partition, offset, HistoryWriter.key(sessionId, number));
            OptionalLong previous =
                    read == null ? OptionalLong.empty() : HistoryWriter.previous(read);
            SealedChunk chunk = read == null ? null : chunk(read);
            if (chunk == null || previous.isEmpty()) {
                return Optional.empty();
            }
            chunks.addFirst(chunk);
            offset = previous.getAsLong();
        }
        return Optional.of(List.copyOf(chunks));
    }

    /** The agent's state as it was copied; empty when it could not be read. */
    public Optional<JsonNode> state(int partition, String sessionId, long offset) {
        ConsumerRecord<String, byte @Nullable []> read =
                at(partition, offset, HistoryWriter.stateKey(sessionId));
        byte @Nullable [] value = read == null ? null : read.value();
        try {
            return value == null ? Optional.empty() : Optional.of(JSON.readTree(value));
        } catch (IOException damaged) {
            LOG.log(System.Logger.Level.ERROR, "the state of {0} cannot be read", sessionId);
            return Optional.empty();
        }
    }

    private @Nullable ConsumerRecord<String, byte @Nullable []> at(
            int partition, long offset, String key) {
        AtomicReference<ConsumerRecord<String, byte @Nullable []>> found = new AtomicReference<>();
        boolean read =
                records.scan(partition, offset, offset, Deadline.WHOLE, key::equals, found::set);
        return read ? found.get() : null;
    }

    private static @Nullable SealedChunk chunk(ConsumerRecord<String, byte @Nullable []> read) {
        byte @Nullable [] value = read.value();
        try {
            return value == null ? null : SealedChunk.of(value);
        } catch (UnreadableChunkException damaged) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the chunk {0} cannot be read: {1}",
                    read.key(),
                    damaged.toString());
            return null;
        }
    }
}
