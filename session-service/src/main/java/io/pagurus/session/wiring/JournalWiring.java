package io.pagurus.session.wiring;

import io.pagurus.events.kafka.DeadLetters;
import io.pagurus.events.kafka.EventWriter;
import io.pagurus.events.kafka.Topics;
import io.pagurus.session.api.TurnIds;
import io.pagurus.session.changes.ChangeFeed;
import io.pagurus.session.fold.RulesMarks;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.journal.Journal;
import io.pagurus.session.journal.JournalReader;
import io.pagurus.session.journal.JournalScanner;
import io.pagurus.session.journal.JournalSettings;
import io.pagurus.session.journal.JournalWriter;
import io.pagurus.session.journal.RecentTurns;
import io.pagurus.session.journal.RecordScanner;
import io.pagurus.session.journal.SessionTable;
import io.pagurus.session.privacy.Payloads;
import io.pagurus.session.privacy.Privacy;
import io.pagurus.session.projection.Projection;
import io.pagurus.session.projection.ProjectionSettings;
import io.pagurus.session.snapshot.SnapshotLoader;
import io.pagurus.session.snapshot.SnapshotWriter;
import io.pagurus.session.view.ViewFeed;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;

/** Thread-safe. What writes entries to the journal, reads them back, and tells what follows. */
@Singleton
final class JournalWiring {

    static final String JOURNAL = "journal";
    static final String EVENTS = "events";
    static final String JOURNAL_RECORDS = "journal-records";

    private final String source;

    @Inject
    JournalWiring(InstanceSettings instance) {
        this.source = "/session-service/" + instance.instance();
    }

    @Produces
    @Singleton
    Journal journal(JournalSettings settings) {
        return new Journal(settings);
    }

    @Produces
    @Singleton
    SessionTable sessions(Journal journal) {
        return journal.sessions();
    }

    @Produces
    @Singleton
    RulesMarks rulesMarks(Journal journal) {
        return journal.marks();
    }

    @Produces
    @Singleton
    @Named(JOURNAL)
    Producer<String, byte[]> journalProducer(KafkaClients kafka) {
        return kafka.journalProducer();
    }

    @Produces
    @Singleton
    @Named(EVENTS)
    Producer<String, byte[]> eventsProducer(KafkaClients kafka) {
        return kafka.eventsProducer();
    }

    @Produces
    @Singleton
    JournalWriter journalWriter(
            Topics topics,
            @Named(JOURNAL) Producer<String, byte[]> producer,
            Journal journal,
            Payloads payloads,
            Clock clock,
            JournalSettings settings) {
        return new JournalWriter(
                producer,
                topics.sessionJournal(),
                source,
                journal,
                payloads,
                clock,
                () -> UUID.randomUUID().toString(),
                settings);
    }

    @Produces
    @Singleton
    EventWriter eventWriter(
            @Named(EVENTS) Producer<String, byte[]> producer, Topics topics, Clock clock) {
        return new EventWriter(producer, topics, source, clock);
    }

    @Produces
    @Singleton
    DeadLetters deadLetters(Topics topics, @Named(EVENTS) Producer<String, byte[]> producer) {
        return new DeadLetters(producer, topics);
    }

    @Produces
    @Singleton
    Projection projection(
            Topics topics,
            @Named(EVENTS) Producer<String, byte[]> producer,
            ProjectionSettings settings) {
        return new Projection(
                producer, topics.sessionJournal(), topics.sessionEvents(), source, settings);
    }

    @Produces
    @Singleton
    @Named(JOURNAL_RECORDS)
    RecordScanner journalRecords(Topics topics, KafkaClients kafka, JournalSettings settings) {
        return new RecordScanner(kafka::scanConsumer, topics.sessionJournal(), settings);
    }

    @Produces
    @Singleton
    JournalScanner scanner(@Named(JOURNAL_RECORDS) RecordScanner records) {
        return new JournalScanner(records);
    }

    @Produces
    @Singleton
    JournalReader journalReader(
            Topics topics,
            KafkaClients kafka,
            Journal journal,
            SessionFold fold,
            ViewFeed view,
            Projection projection,
            SessionMetrics metrics,
            RecentTurns recent,
            Privacy privacy,
            ChangeFeed changes,
            TurnIds turnIds,
            SnapshotLoader loader,
            SnapshotWriter snapshots,
            DeadLetters deadLetters,
            JournalSettings settings) {
        return new JournalReader(
                kafka::journalConsumer,
                topics.sessionJournal(),
                journal,
                fold,
                Stream.concat(
                                privacy.keeper().stream(),
                                Stream.of(metrics, recent, turnIds, view, changes, projection))
                        .toList(),
                projection,
                new JournalReader.SnapshotAccess(loader, snapshots),
                deadLetters,
                settings);
    }
}
