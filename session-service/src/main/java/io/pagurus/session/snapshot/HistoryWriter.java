package io.pagurus.session.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.kafka.EventRecords;
import io.pagurus.session.fold.SessionState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BiPredicate;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the snapshot writer's thread; {@link #waiting()} is thread-safe. Writes the bodies
 * that are due, within the flush's transaction and before its rows, since a row names their
 * offsets. A chunk names the one before it, so that a history is read backwards by seeking. When
 * too many are due at once, as after a journal without snapshots was read, the rest follows with
 * the next flushes.
 */
public final class HistoryWriter {

    /** The header with the offset of the session's chunk before. */
    private static final String PREVIOUS = "pagurus-previous";

    /** Each takes some 200 µs, and the brokers end a transaction of more than 10 s. */
    private static final int SEALED_AT_ONCE = 4_096;

    private final Sealing sealing;
    private final String topic;
    private final BiPredicate<Integer, Collection<String>> again;

    /** By partition, the sessions that are due and were in no flush since. */
    private final Map<Integer, Set<String>> late = new HashMap<>();

    private volatile int waiting;

    /**
     * Immutable. The flush with its rows as they are after the sealing.
     *
     * @param written the bodies
     */
    record Sealed(Flush flush, Written written) {}

    /** Immutable. A body on its way; what its row is once its offset is known. */
    private record Sent(
            int partition,
            String sessionId,
            Future<RecordMetadata> metadata,
            LongFunction<UnaryOperator<Row>> change) {

        Written.Moved moved() {
            return new Written.Moved(partition, sessionId, change.apply(offset()));
        }

        private long offset() {
            try {
                return metadata.get().offset();
            } catch (ExecutionException notWritten) {
                throw new KafkaException("a body was not written", notWritten.getCause());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new KafkaException("interrupted while a body was written", stop);
            }
        }
    }

    /**
     * @param again asks for sessions of a partition to be in the next flush; false when the
     *     partition is another's by now
     */
    public HistoryWriter(
            Sealing sealing, String topic, BiPredicate<Integer, Collection<String>> again) {
        this.sealing = sealing;
        this.topic = topic;
        this.again = again;
    }

    /** Sessions that are due, and follow with later flushes. */
    public int waiting() {
        return waiting;
    }

    /** The key of a chunk. */
    public static String key(String sessionId, int number) {
        return sessionId + "/" + number;
    }

    /** The key of the agent's state. */
    public static String stateKey(String sessionId) {
        return sessionId + "/state";
    }

    /** Whose body it is, by its key; no session's id contains a slash. */
    public static String sessionOf(String key) {
        return key.substring(0, Math.max(0, key.lastIndexOf('/')));
    }

    /** The offset of the chunk before; empty for a record that is no chunk. */
    public static OptionalLong previous(ConsumerRecord<?, ?> chunk) {
        String offset = EventRecords.header(chunk.headers(), PREVIOUS);
        return offset == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(offset));
    }

    Sealed write(Producer<String, byte @Nullable []> producer, Flush flush) {
        List<Sent> sent = new ArrayList<>();
        int partsLeft = flush.parts().size();
        for (Map.Entry<Integer, Flush.Part> part : flush.parts().entrySet()) {
            Map<String, Optional<Row>> changed = part.getValue().rows();
            late(part.getKey()).removeAll(changed.keySet());
            List<Row> rows = changed.values().stream().flatMap(Optional::stream).toList();
            rows.forEach(row -> write(producer, row, sent));
            int room = Math.max(0, SEALED_AT_ONCE - sent.size());
            seal(producer, part.getKey(), rows, Math.ceilDiv(room, partsLeft--), sent);
        }
        producer.flush();
        Sealed sealed =
                sent.isEmpty() ? new Sealed(flush, new Written(List.of())) : settle(flush, sent);
        askAgain();
        return sealed;
    }

    private Set<String> late(int partition) {
        return late.computeIfAbsent(partition, _ -> new LinkedHashSet<>());
    }

    private void write(Producer<String, byte @Nullable []> producer, Row row, List<Sent> sent) {
        Bodies.Earlier earlier = row.bodies().earlier();
        if (isWithoutContent(row)) {
            var _ = remove(producer, row, 0, row.bodies().chunks());
        } else {
            if (earlier != null) {
                sent.add(sweep(producer, row, earlier));
            }
            sealing.oldState(row).ifPresent(state -> sent.add(send(producer, row, state)));
        }
    }

    private void seal(
            Producer<String, byte @Nullable []> producer,
            int partition,
            List<Row> rows,
            int most,
            List<Sent> sent) {
        List<Row> due =
                rows.stream().filter(row -> !isWithoutContent(row) && sealing.isDue(row)).toList();
        waiting = Math.max(waiting, due.size());
        List<Row> now = due.subList(0, Math.min(most, due.size()));
        sealing.prepare(partition, now);
        now.forEach(
                row -> sealing.next(row).ifPresent(piece -> sent.add(send(producer, row, piece))));
        due.subList(now.size(), due.size())
                .forEach(row -> late(partition).add(row.header().sessionId()));
    }

    /** Each partition has its share, and what those with few sessions leave goes to the others. */
    private void askAgain() {
        late.values().removeIf(Set::isEmpty);
        List<Integer> fewestFirst =
                late.keySet().stream()
                        .sorted(Comparator.comparingInt(partition -> late(partition).size()))
                        .toList();
        int left = SEALED_AT_ONCE;
        int partsLeft = fewestFirst.size();
        for (int partition : fewestFirst) {
            int most = Math.ceilDiv(left, partsLeft--);
            List<String> some = late(partition).stream().limit(most).toList();
            if (again.test(partition, some)) {
                left -= some.size();
            } else {
                late.remove(partition);
            }
        }
        waiting = late.values().stream().mapToInt(Set::size).sum();
    }

    private static boolean isWithoutContent(Row row) {
        return row.header().state() instanceof SessionState.Expired
                || row.header().state() instanceof SessionState.Deleted;
    }

    /**
     * Compaction forgets what a tombstone follows.
     *
     * @param last one more than is known of: while the session came to its end, a flush may have
     *     written one chunk, and no more, that nobody counted
     */
    private Future<RecordMetadata> remove(
            Producer<String, byte @Nullable []> producer, Row row, int first, int last) {
        String sessionId = row.header().sessionId();
        int partition = row.header().partition();
        for (int number = first; number <= last; number++) {
            var _ =
                    producer.send(
                            new ProducerRecord<>(topic, partition, key(sessionId, number), null));
        }
        return producer.send(new ProducerRecord<>(topic, partition, stateKey(sessionId), null));
    }

    /** Before anything is written of the life that the session has now, whose chunks stay. */
    private Sent sweep(
            Producer<String, byte @Nullable []> producer, Row row, Bodies.Earlier earlier) {
        return new Sent(
                row.header().partition(),
                row.header().sessionId(),
                remove(producer, row, row.bodies().chunks(), earlier.chunks()),
                _ -> now -> now.swept(earlier));
    }

    private Sent send(Producer<String, byte @Nullable []> producer, Row row, Sealing.Piece piece) {
        int number = row.bodies().chunks();
        long from = row.bodies().open().getFirst();
        String sessionId = row.header().sessionId();
        int partition = row.header().partition();
        ProducerRecord<String, byte @Nullable []> chunk =
                new ProducerRecord<>(
                        topic, partition, key(sessionId, number), piece.chunk().array());
        byte[] previous = Long.toString(row.bodies().lastChunk()).getBytes(StandardCharsets.UTF_8);
        chunk.headers().add(PREVIOUS, previous);
        return new Sent(
                partition,
                sessionId,
                producer.send(chunk),
                offset ->
                        now ->
                                now.sealed(
                                        new Bodies.Chunk(
                                                number,
                                                piece.turns(),
                                                piece.messages(),
                                                from,
                                                offset)));
    }

    private Sent send(Producer<String, byte @Nullable []> producer, Row row, JsonNode state) {
        String sessionId = row.header().sessionId();
        int partition = row.header().partition();
        long from = row.bodies().state() == null ? 0 : row.bodies().state().offset();
        byte[] json = state.toString().getBytes(StandardCharsets.UTF_8);
        return new Sent(
                partition,
                sessionId,
                producer.send(new ProducerRecord<>(topic, partition, stateKey(sessionId), json)),
                offset -> now -> now.stateCopied(from, offset));
    }

    private Sealed settle(Flush flush, List<Sent> sent) {
        Map<Integer, Map<String, Optional<Row>>> rows = new HashMap<>();
        flush.parts().forEach((partition, part) -> rows.put(partition, new HashMap<>(part.rows())));
        List<Written.Moved> moves = sent.stream().map(Sent::moved).toList();
        for (Written.Moved moved : moves) {
            rows.getOrDefault(moved.partition(), Map.of())
                    .computeIfPresent(moved.sessionId(), (_, row) -> row.map(moved.change()));
        }
        rows.forEach((partition, some) ->
                some.forEach((sessionId, row) -> {
                    if (row.filter(sealing::isDue).isPresent()) {
                        late(partition).add(sessionId);
                    }
                }));
        Map<Integer, Flush.Part> parts = new HashMap<>();
        flush.parts()
                .forEach((partition, part) ->
                        parts.put(
                                partition,
                                new Flush.Part(
                                        part.next(),
                                        part.state(),
                                        rows.getOrDefault(partition, Map.of()))));
        return new Sealed(new Flush(flush.group(), parts), new Written(moves));
    }
}
