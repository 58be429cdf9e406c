package io.pagurus.session.journal;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.JournalRecord;
import io.pagurus.events.kafka.EventRecords;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * Thread-safe; {@link #commit} and {@link #commitAll} block, so they are called on virtual threads.
 * Writes entries and waits until they were read back and folded. The broker's own acknowledgement
 * says nothing: another owner's grant may stand before the entry.
 */
public final class JournalWriter {

    /** The header by which the reader finds who waits for an entry. */
    public static final String REQUEST_HEADER = "pagurus-request";

    private static final String MOVED = "another instance has the session's partition";

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
        return commitAll(List.of(record)).getFirst();
    }

    /**
     * Asks that entries be made so, all at once; those of one session are written in their order.
     *
     * @return what came of each, in their order
     */
    public List<CommitOutcome> commitAll(List<JournalRecord> records) {
        long until = System.nanoTime() + deadline.toNanos();
        List<Asked> asked = new ArrayList<>(records.size());
        try {
            for (JournalRecord record : records) {
                asked.add(ask(record, until));
            }
            return asked.stream().map(one -> outcome(one, until)).toList();
        } finally {
            asked.forEach(this::forget);
        }
    }

    /** An entry that was asked for. */
    private sealed interface Asked {

        /** It was not written. */
        record Ended(CommitOutcome outcome) implements Asked {}

        /** It is on its way. */
        record Waiting(String requestId, CompletableFuture<FoldedEntry> verdict) implements Asked {}
    }

    private Asked ask(JournalRecord record, long until) {
        if (System.nanoTime() - until > 0) {
            // The producer waits for the brokers; not once more for each entry.
            return noVerdict("the journal takes no entries at the moment");
        }
        OptionalInt partition = servedPartition(record.sessionId());
        return partition.isEmpty()
                ? noVerdict(MOVED)
                : sealer.seal(record)
                        .map(sealed -> ask(sealed, partition.getAsInt()))
                        .orElseGet(() -> noVerdict("the session's key is not at hand"));
    }

    private static Asked noVerdict(String why) {
        return new Asked.Ended(new CommitOutcome.NoVerdict(why));
    }

    private OptionalInt servedPartition(String sessionId) {
        return journal.sessions().journal().stream()
                .mapToInt(partitions -> partitions.of(sessionId))
                .filter(journal.sessions()::serves)
                .findFirst();
    }

    private Asked ask(JournalRecord record, int partition) {
        String requestId = requestIds.get();
        ProducerRecord<String, byte[]> entry = entry(requestId, record, partition);
        if (entry.value().length > maxEntryBytes) {
            return new Asked.Ended(new CommitOutcome.TooLarge(entry.value().length, maxEntryBytes));
        }
        Optional<CompletableFuture<FoldedEntry>> verdict =
                journal.pending().register(requestId, partition);
        if (verdict.isEmpty()) {
            return noVerdict("too many requests wait for their verdict");
        }
        // Whoever drops the partition from here on finds the request, and ends it.
        if (!journal.sessions().serves(partition)) {
            journal.pending().forget(requestId);
            return noVerdict(MOVED);
        }
        send(entry, verdict.get());
        return new Asked.Waiting(requestId, verdict.get());
    }

    private void forget(Asked asked) {
        if (asked instanceof Asked.Waiting(String requestId, _)) {
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

    private static CommitOutcome outcome(Asked asked, long until) {
        return switch (asked) {
            case Asked.Ended(CommitOutcome outcome) -> outcome;
            case Asked.Waiting(_, CompletableFuture<FoldedEntry> verdict) -> await(verdict, until);
        };
    }

    private static CommitOutcome await(CompletableFuture<FoldedEntry> verdict, long until) {
        try {
            long left = Math.max(0, until - System.nanoTime());
            return new CommitOutcome.Judged(verdict.get(left, TimeUnit.NANOSECONDS));
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
