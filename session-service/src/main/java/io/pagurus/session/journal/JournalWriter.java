package io.pagurus.session.journal;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.JournalRecord;
import io.pagurus.events.kafka.EventRecords;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Thread-safe; {@link #commit} blocks, so it is called on virtual threads. Writes an entry and
 * waits until it was read back and folded. The broker's own acknowledgement says nothing: another
 * owner's grant may stand before the entry.
 */
public final class JournalWriter {

    /** The header by which the reader finds who waits for an entry. */
    public static final String REQUEST_HEADER = "pagurus-request";

    private final Producer<String, byte[]> producer;
    private final String topic;
    private final String source;
    private final Journal journal;
    private final Sealer sealer;
    private final Clock clock;
    private final Supplier<String> requestIds;
    private final Duration deadline;
    private final int maxEntryBytes;

    /**
     * @param sealer no entry is written that it has not seen
     * @param requestIds gives an id that no other request of any instance has
     */
    public JournalWriter(
            Producer<String, byte[]> producer,
            String topic,
            String source,
            Journal journal,
            Sealer sealer,
            Clock clock,
            Supplier<String> requestIds,
            JournalSettings settings) {
        this.producer = producer;
        this.topic = topic;
        this.source = source;
        this.journal = journal;
        this.sealer = sealer;
        this.clock = clock;
        this.requestIds = requestIds;
        this.deadline = settings.deadline();
        this.maxEntryBytes = settings.maxEntryBytes();
    }

    /** Asks that an entry be made so. */
    public CommitOutcome commit(JournalRecord record) {
        OptionalInt partition = servedPartition(record.sessionId());
        return partition.isEmpty()
                ? new CommitOutcome.NoVerdict("another instance has the session's partition")
                : sealer.seal(record)
                        .map(sealed -> commit(sealed, partition.getAsInt()))
                        .orElseGet(() ->
                                new CommitOutcome.NoVerdict("the session's key is not at hand"));
    }

    private OptionalInt servedPartition(String sessionId) {
        return journal.sessions().journal().stream()
                .mapToInt(partitions -> partitions.of(sessionId))
                .filter(journal.sessions()::serves)
                .findFirst();
    }

    private CommitOutcome commit(JournalRecord record, int partition) {
        String requestId = requestIds.get();
        ProducerRecord<String, byte[]> entry = entry(requestId, record, partition);
        if (entry.value().length > maxEntryBytes) {
            return new CommitOutcome.TooLarge(entry.value().length, maxEntryBytes);
        }
        Optional<CompletableFuture<FoldedEntry>> verdict =
                journal.pending().register(requestId, partition);
        if (verdict.isEmpty()) {
            return new CommitOutcome.NoVerdict("too many requests wait for their verdict");
        }
        try {
            send(entry, verdict.get());
            return await(verdict.get());
        } finally {
            journal.pending().forget(requestId);
        }
    }

    private ProducerRecord<String, byte[]> entry(
            String requestId, JournalRecord record, int partition) {
        ProducerRecord<String, byte[]> event =
                EventRecords.toRecord(
                        topic, new CloudEvent<>(requestId, source, clock.instant(), record));
        ProducerRecord<String, byte[]> entry =
                new ProducerRecord<>(topic, partition, event.key(), event.value(), event.headers());
        entry.headers().add(REQUEST_HEADER, requestId.getBytes(StandardCharsets.UTF_8));
        return entry;
    }

    private void send(
            ProducerRecord<String, byte[]> entry, CompletableFuture<FoldedEntry> verdict) {
        try {
            var _ =
                    producer.send(
                            entry,
                            (_, failure) -> {
                                if (failure != null) {
                                    verdict.completeExceptionally(failure);
                                }
                            });
        } catch (RuntimeException notSent) {
            verdict.completeExceptionally(notSent);
        }
    }

    private CommitOutcome await(CompletableFuture<FoldedEntry> verdict) {
        try {
            return new CommitOutcome.Judged(
                    verdict.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            return new CommitOutcome.NoVerdict("the entry was not read back in time");
        } catch (ExecutionException notWritten) {
            Throwable cause = notWritten.getCause() == null ? notWritten : notWritten.getCause();
            return new CommitOutcome.NoVerdict(
                    "the journal did not take the entry: " + cause.getClass().getSimpleName());
        } catch (CancellationException moved) {
            return new CommitOutcome.NoVerdict(String.valueOf(moved.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new CommitOutcome.NoVerdict("the service is stopping");
        }
    }
}
