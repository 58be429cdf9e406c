package io.pagurus.bench.sessions;

import io.pagurus.events.EventCodec;
import io.pagurus.events.JournalRecord;
import io.pagurus.events.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Confined to one thread, which it blocks. Writes the entries of many sessions into the journal, as
 * session-service would have; the turns of different sessions stand between one another, as they
 * would. As text: making a million records costs more than writing them.
 */
final class JournalSeeds {

    private static final String JOURNAL = new Topics(Topics.DEFAULT_PREFIX).sessionJournal();

    private final String servers;
    private final Requests requests;
    private final Clock clock;

    JournalSeeds(String servers, Requests requests, Clock clock) {
        this.servers = servers;
        this.requests = requests;
        this.clock = clock;
    }

    void write(int sessions, int turns) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<String, byte[]> producer = producer()) {
            for (int seq = 0; seq <= turns; seq++) {
                for (int number = 0; number < sessions; number++) {
                    var _ =
                            producer.send(
                                    entry("seed-" + number, seq),
                                    (_, failed) -> {
                                        if (failed != null) {
                                            failure.set(failed);
                                        }
                                    });
                }
            }
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw new BenchFailure("the journal was not written: " + failed, failed);
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "linger.ms", 20, "batch.size", 256 * 1024),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private ProducerRecord<String, byte[]> entry(String session, int seq) {
        String now = clock.instant().toString();
        boolean first = seq == 0;
        String data = first ? granted(session, now) : committed(session, seq, now);
        ProducerRecord<String, byte[]> entry = new ProducerRecord<>(JOURNAL, session, bytes(data));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_source",
                        "/bench",
                        "ce_type",
                        EventCodec.typeOf(
                                first
                                        ? JournalRecord.OwnershipGranted.class
                                        : JournalRecord.TurnCommitted.class),
                        "ce_time",
                        now,
                        "content-type",
                        EventCodec.CONTENT_TYPE)
                .forEach((name, value) -> entry.headers().add(name, bytes(value)));
        return entry;
    }

    private static String granted(String session, String now) {
        return """
        {"sessionId":"%s","epoch":1,"owner":{"node":"%s","region":"hk"},\
        "reason":"opened","migrationId":null,"principal":"bench","requestedAt":"%s"}\
        """
                .formatted(session, ServiceProcess.NODE, now);
    }

    private String committed(String session, int seq, String now) {
        return """
        {"sessionId":"%s","epoch":1,"node":"%s","seq":%d,"turnId":"%s",\
        "requestDigest":"%s","startedAt":"%s","messages":%s,"agentState":null}\
        """
                .formatted(
                        session,
                        ServiceProcess.NODE,
                        seq,
                        Requests.turnId(seq),
                        Requests.digest(),
                        now,
                        requests.messages());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
