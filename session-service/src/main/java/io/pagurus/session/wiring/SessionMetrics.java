package io.pagurus.session.wiring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.pagurus.events.kafka.DeadLetters;
import io.pagurus.session.expiry.Expiry;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Reason;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.FoldListener;
import io.pagurus.session.journal.FoldedEntry;
import io.pagurus.session.journal.Journal;
import io.pagurus.session.privacy.EncryptionSettings;
import io.pagurus.session.privacy.KeyCare;
import io.pagurus.session.privacy.Privacy;
import io.pagurus.session.projection.Projection;
import io.pagurus.session.routing.Forwarding;
import io.pagurus.session.snapshot.SnapshotWriter;
import io.pagurus.session.tasks.TaskSweep;
import io.pagurus.session.view.ViewFeed;
import io.pagurus.session.view.ViewWriter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Thread-safe. What is counted; session and node ids are no labels, as there is no end of them. */
@Singleton
final class SessionMetrics implements FoldListener {

    private final MeterRegistry meters;

    @Inject
    SessionMetrics(
            MeterRegistry meters,
            Journal journal,
            ViewFeed feed,
            ViewWriter view,
            Projection projection,
            SnapshotWriter snapshots,
            Forwarding forwarding,
            Expiry expiry,
            Privacy privacy,
            EncryptionSettings encryption,
            TaskSweep tasks,
            DeadLetters deadLetters) {
        this.meters = meters;
        meters.gauge("pagurus.sessions", journal, j -> j.sessions().size());
        meters.gauge("pagurus.commits.waiting", journal, Journal::waiting);
        meters.gauge("pagurus.partitions.served", journal, j -> j.sessions().served().size());
        meters.gauge("pagurus.requests.forwarded", forwarding, Forwarding::waiting);
        meters.gauge("pagurus.requests.forwarded.bytes", forwarding, Forwarding::keptBytes);
        counter("pagurus.sessions.expired", expiry, Expiry::ended);
        counter("pagurus.tasks.expired", tasks, TaskSweep::ended);
        counter("pagurus.snapshot.rows", snapshots, SnapshotWriter::written);
        meters.gauge(
                "pagurus.snapshot.sealing.waiting", snapshots, SnapshotWriter::waitingToBeSealed);
        counter("pagurus.snapshot.failures", snapshots, SnapshotWriter::failures);
        meters.gauge("pagurus.view.steps.waiting", feed, ViewFeed::waiting);
        meters.gauge("pagurus.view.sessions.behind", feed, ViewFeed::behind);
        meters.gauge("pagurus.view.redis.away", view, v -> v.redisAway() ? 1 : 0);
        meters.gauge("pagurus.projection.waiting", projection, Projection::waiting);
        counter("pagurus.view.rebuilt", view, ViewWriter::rebuilt);
        counter("pagurus.view.unreadable", view, ViewWriter::unreadable);
        counter("pagurus.projection.written", projection, Projection::written);
        counter("pagurus.projection.failures", projection, Projection::failures);
        counter("pagurus.dead.letters.sent", deadLetters, DeadLetters::sent);
        counter("pagurus.dead.letters.lost", deadLetters, DeadLetters::lost);
        privacy.keeper().ifPresent(keeper -> keys(keeper, encryption));
    }

    /** A configured key that wraps nothing in any instance can be taken out. */
    private void keys(KeyCare keeper, EncryptionSettings encryption) {
        for (String id : encryption.keys().keySet()) {
            meters.gauge(
                    "pagurus.encryption.keys",
                    List.of(Tag.of("by", id)),
                    keeper,
                    k -> k.counts().getOrDefault(id, 0));
        }
        counter("pagurus.encryption.keys.destroyed", keeper, KeyCare::destroyed);
        counter("pagurus.encryption.keys.rewrapped", keeper, KeyCare::rewrapped);
    }

    private <T> void counter(String name, T of, ToDoubleFunction<T> count) {
        var _ = FunctionCounter.builder(name, of, count).register(meters);
    }

    @Override
    public void onFolded(FoldedEntry folded) {
        if (!folded.live()) {
            return;
        }
        String type =
                switch (folded.entry()) {
                    case JournalEntry.Written(var record) -> record.getClass().getSimpleName();
                    case JournalEntry.Unreadable _ -> "unreadable";
                };
        String reason =
                folded.verdict() instanceof Verdict.Refused(Reason why) ? why.text() : "none";
        meters.counter(
                        "pagurus.verdicts",
                        "type",
                        type,
                        "verdict",
                        folded.verdict().text(),
                        "reason",
                        reason)
                .increment();
    }
}
