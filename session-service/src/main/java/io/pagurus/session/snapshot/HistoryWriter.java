package io.pagurus.session.snapshot;

import io.pagurus.session.fold.SessionState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the snapshot writer's thread. Writes the chunks that are due, within the flush's
 * transaction and before its rows, since a row names the offset of its last chunk. A chunk names
 * the one before it, so that a history is read backwards by seeking.
 */
public final class HistoryWriter {

    /** The header with the offset of the session's chunk before. */
    static final String PREVIOUS = "pagurus-previous";

    private final Sealing sealing;
    private final String topic;

    /**
     * Immutable. The flush with its rows as they are after the sealing.
     *
     * @param written the chunks
     */
    record Sealed(Flush flush, Written written) {}

    /** Immutable. A chunk on its way. */
    private record Sent(
            int partition, Row row, Sealing.Piece piece, Future<RecordMetadata> metadata) {}

    public HistoryWriter(Sealing sealing, String topic) {
        this.sealing = sealing;
        this.topic = topic;
    }

    /** The key of a chunk. */
    public static String key(String sessionId, int number) {
        return sessionId + "/" + number;
    }

    Sealed write(Producer<String, byte @Nullable []> producer, Flush flush) {
        List<Sent> sent = new ArrayList<>();
        flush.parts()
                .forEach((partition, part) ->
                        part.rows()
                                .values()
                                .forEach(row ->
                                        row.ifPresent(
                                                there -> write(producer, partition, there, sent))));
        if (sent.isEmpty()) {
            return new Sealed(flush, new Written(List.of()));
        }
        producer.flush();
        return settle(flush, sent);
    }

    private void write(
            Producer<String, byte @Nullable []> producer, int partition, Row row, List<Sent> sent) {
        if (isWithoutContent(row)) {
            remove(producer, partition, row);
            return;
        }
        sealing.next(row)
                .ifPresent(piece ->
                        sent.add(
                                new Sent(
                                        partition,
                                        row,
                                        piece,
                                        producer.send(record(partition, row, piece)))));
    }

    private static boolean isWithoutContent(Row row) {
        return row.header().state() instanceof SessionState.Expired
                || row.header().state() instanceof SessionState.Deleted;
    }

    /** Compaction forgets what a tombstone follows. */
    private void remove(Producer<String, byte @Nullable []> producer, int partition, Row row) {
        for (int number = 0; number < row.bodies().chunks(); number++) {
            var _ =
                    producer.send(
                            new ProducerRecord<>(
                                    topic, partition, key(row.header().sessionId(), number), null));
        }
    }

    private ProducerRecord<String, byte @Nullable []> record(
            int partition, Row row, Sealing.Piece piece) {
        ProducerRecord<String, byte @Nullable []> chunk =
                new ProducerRecord<>(
                        topic,
                        partition,
                        key(row.header().sessionId(), row.bodies().chunks()),
                        piece.chunk().array());
        byte[] previous = Long.toString(row.bodies().lastChunk()).getBytes(StandardCharsets.UTF_8);
        chunk.headers().add(PREVIOUS, previous);
        return chunk;
    }

    private static Sealed settle(Flush flush, List<Sent> sent) {
        Map<Integer, Map<String, Optional<Row>>> rows = new HashMap<>();
        flush.parts().forEach((partition, part) -> rows.put(partition, new HashMap<>(part.rows())));
        List<Written.SealedTurns> chunks = new ArrayList<>();
        for (Sent each : sent) {
            String sessionId = each.row().header().sessionId();
            Bodies.Chunk chunk =
                    new Bodies.Chunk(
                            each.row().bodies().chunks(),
                            each.piece().turns(),
                            each.piece().messages(),
                            offset(each.metadata()));
            chunks.add(new Written.SealedTurns(each.partition(), sessionId, chunk));
            rows.getOrDefault(each.partition(), Map.of())
                    .replace(sessionId, Optional.of(each.row().sealed(chunk)));
        }
        Map<Integer, Flush.Part> parts = new HashMap<>();
        flush.parts()
                .forEach((partition, part) ->
                        parts.put(
                                partition,
                                new Flush.Part(
                                        part.next(), rows.getOrDefault(partition, Map.of()))));
        return new Sealed(new Flush(flush.group(), parts), new Written(chunks));
    }

    private static long offset(Future<RecordMetadata> metadata) {
        try {
            return metadata.get().offset();
        } catch (ExecutionException notWritten) {
            throw new KafkaException("a chunk was not written", notWritten.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while a chunk was written", stop);
        }
    }
}
