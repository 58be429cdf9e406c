package io.pagurus.session.wiring;

import io.pagurus.events.kafka.Topics;
import io.pagurus.session.history.ChunkCodec;
import io.pagurus.session.journal.Journal;
import io.pagurus.session.journal.JournalBodies;
import io.pagurus.session.journal.JournalScanner;
import io.pagurus.session.journal.JournalSettings;
import io.pagurus.session.journal.RecentTurns;
import io.pagurus.session.journal.RecordScanner;
import io.pagurus.session.snapshot.Floors;
import io.pagurus.session.snapshot.HistoryWriter;
import io.pagurus.session.snapshot.Sealing;
import io.pagurus.session.snapshot.SnapshotLoader;
import io.pagurus.session.snapshot.SnapshotWriter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/**
 * Thread-safe. What spares a partition's next owner from folding its whole journal, with the
 * history.
 */
@Singleton
final class SnapshotWiring {

    static final String HISTORY_RECORDS = "history-records";

    @Produces
    @Singleton
    @Named(HISTORY_RECORDS)
    RecordScanner historyRecords(Topics topics, KafkaClients kafka, JournalSettings settings) {
        return new RecordScanner(kafka::scanConsumer, topics.sessionHistory(), settings);
    }

    @Produces
    @Singleton
    RecentTurns recentTurns(JournalScanner scanner, JournalSettings settings) {
        return new RecentTurns(
                new JournalBodies(scanner), scanner, settings.recentTurns().asLongValue());
    }

    @Produces
    @Singleton
    Floors floors() {
        return new Floors();
    }

    @Produces
    @Singleton
    Sealing sealing(RecentTurns turns, Floors floors, JournalSettings settings) {
        return new Sealing(new ChunkCodec(), turns, floors, settings.maxEntryBytes());
    }

    @Produces
    @Singleton
    SnapshotWriter snapshotWriter(
            Topics topics, KafkaClients kafka, Sealing sealing, Journal journal) {
        return new SnapshotWriter(
                kafka::snapshotProducer,
                topics.sessionJournal(),
                topics.sessionSnapshot(),
                new HistoryWriter(sealing, topics.sessionHistory(), journal::touch));
    }

    @Produces
    @Singleton
    SnapshotLoader snapshotLoader(Topics topics, KafkaClients kafka, JournalSettings settings) {
        return new SnapshotLoader(
                kafka::snapshotConsumer,
                topics.sessionSnapshot(),
                topics.sessionJournal(),
                settings.loadDeadline());
    }
}
