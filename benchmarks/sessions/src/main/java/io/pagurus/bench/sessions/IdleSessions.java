package io.pagurus.bench.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pagurus.events.JournalRecord;
import io.pagurus.events.Owner;
import io.pagurus.events.kafka.Topics;
import io.pagurus.session.fold.FencedRules;
import io.pagurus.session.fold.FoldLimits;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.Replay;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.journal.JournalPartitions;
import io.pagurus.session.snapshot.Bodies;
import io.pagurus.session.snapshot.Row;
import io.pagurus.session.snapshot.RowCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Confined to one thread, which it blocks. Sessions that nobody has used for two days, as snapshots
 * have them: 25 turns, of which the fold remembers 16. Their journal is empty, as if it had been
 * deleted below the snapshots, and they have no view.
 */
final class IdleSessions {

    private static final String SNAPSHOT = new Topics(Topics.DEFAULT_PREFIX).sessionSnapshot();
    private static final Duration IDLE = Duration.ofDays(2);
    private static final int TURNS = 25;
    private static final int OPEN = 2;

    private final String servers;
    private final Instant now;

    /**
     * @param servers of Kafka
     */
    IdleSessions(String servers, Instant now) {
        this.servers = servers;
        this.now = now;
    }

    void write(int sessions) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<String, byte[]> producer = producer()) {
            int count = producer.partitionsFor(SNAPSHOT).size();
            JournalPartitions partitions = new JournalPartitions(count);
            byte[][] rows = new byte[count][];
            for (int partition = 0; partition < count; partition++) {
                rows[partition] = row(partition);
            }
            for (int number = 0; number < sessions; number++) {
                String session = "idle-%08d".formatted(number);
                int partition = partitions.of(session);
                var _ =
                        producer.send(
                                new ProducerRecord<>(SNAPSHOT, partition, session, rows[partition]),
                                (_, failed) -> failure.compareAndSet(null, failed));
            }
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw new BenchFailure("the snapshots were not written: " + failed, failed);
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "linger.ms", 20, "batch.size", 256 * 1024),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** The same bytes for all of a partition: a row does not have its session's id. */
    private byte[] row(int partition) {
        Replay replay = new Replay(new SessionFold(new FencedRules(FoldLimits.DEFAULT)));
        Instant then = now.minus(IDLE);
        String node = ServiceProcess.NODE;
        give(
                replay,
                partition,
                0,
                new JournalRecord.OwnershipGranted(
                        "s", 1, new Owner(node, "hk"), "opened", null, "bench", then));
        List<JsonNode> messages =
                List.of(JsonNodeFactory.instance.objectNode().put("role", "user"));
        for (int seq = 1; seq <= TURNS; seq++) {
            give(
                    replay,
                    partition,
                    seq,
                    new JournalRecord.TurnCommitted(
                            "s",
                            1,
                            node,
                            seq,
                            Requests.turnId(seq),
                            Requests.digest(),
                            then,
                            messages,
                            null,
                            null));
        }
        SessionHeader header = Objects.requireNonNull(replay.header());
        List<Long> open = List.of((long) TURNS - 1, (long) TURNS);
        Bodies bodies = new Bodies(open, OPEN * 2, (TURNS - OPEN) / 5, TURNS, Map.of(), null);
        return RowCodec.encode(new Row(header, bodies, then));
    }

    private static void give(Replay replay, int partition, long offset, JournalRecord record) {
        var _ = replay.apply(new JournalEntry.Written(record), new Position(partition, offset));
    }
}
