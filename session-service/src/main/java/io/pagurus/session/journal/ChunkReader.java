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
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; blocks. Sealed chunks and agents' states from the history topic: of one session
 * backwards from the last chunk, each by seeking; of many by reading through a partition.
 */
public final class ChunkReader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final System.Logger LOG = System.getLogger(ChunkReader.class.getName());

    /** What the history topic has of a session. */
    public sealed interface Body {

        long offset();

        /**
         * Immutable.
         *
         * @param previous the offset of the session's chunk before
         */
        record Chunk(long offset, long previous, SealedChunk sealed) implements Body {}

        /** Immutable. The agent's state. */
        record State(long offset, JsonNode json) implements Body {}
    }

    /** What is done with each body of a wanted session, in order. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * A body was read.
         *
         * @param bytes its size in the topic
         */
        void on(String sessionId, Body body, int bytes);
    }

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
            String key = HistoryWriter.key(sessionId, number);
            if (!(at(partition, offset, key) instanceof Body.Chunk chunk)) {
                return Optional.empty();
            }
            chunks.addFirst(chunk.sealed());
            offset = chunk.previous();
        }
        return Optional.of(List.copyOf(chunks));
    }

    /** The agent's state as it was copied; empty when it could not be read. */
    public Optional<JsonNode> state(int partition, String sessionId, long offset) {
        return at(partition, offset, HistoryWriter.stateKey(sessionId))
                        instanceof Body.State(_, JsonNode json)
                ? Optional.of(json)
                : Optional.empty();
    }

    private @Nullable Body at(int partition, long offset, String key) {
        AtomicReference<Body> found = new AtomicReference<>();
        boolean read =
                records.scan(
                        partition,
                        offset,
                        offset,
                        Deadline.WHOLE,
                        key::equals,
                        record -> found.set(body(record)));
        return read ? found.get() : null;
    }

    /**
     * Reads through a partition from its beginning to an offset, that one included. It may take as
     * long as it does not stand still; what cannot be read is left out.
     *
     * @return whether all of it was read; what was visited before stays visited
     */
    public boolean scan(int partition, long to, Predicate<String> wantedSession, Visitor visitor) {
        return records.scan(
                partition,
                records.beginning(partition, 0),
                to,
                Deadline.NEXT_RECORD,
                key -> wantedSession.test(HistoryWriter.sessionOf(key)),
                read -> {
                    Body body = body(read);
                    if (body != null) {
                        int bytes = Math.max(0, read.serializedValueSize());
                        visitor.on(HistoryWriter.sessionOf(read.key()), body, bytes);
                    }
                });
    }

    private static @Nullable Body body(ConsumerRecord<String, byte @Nullable []> read) {
        byte @Nullable [] value = read.value();
        OptionalLong previous = HistoryWriter.previous(read);
        try {
            if (value == null) {
                return null;
            }
            return previous.isPresent()
                    ? new Body.Chunk(read.offset(), previous.getAsLong(), SealedChunk.of(value))
                    : new Body.State(read.offset(), JSON.readTree(value));
        } catch (UnreadableChunkException | IOException damaged) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the body {0} cannot be read: {1}",
                    read.key(),
                    damaged.toString());
            return null;
        }
    }
}
