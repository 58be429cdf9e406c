package io.pagurus.session.wiring;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.kafka.DeadLetters;
import io.pagurus.events.kafka.EventWriter;
import io.pagurus.events.kafka.Topics;
import io.pagurus.redis.ConfiguredRedis;
import io.pagurus.session.expiry.Expiry;
import io.pagurus.session.expiry.ExpirySettings;
import io.pagurus.session.expiry.Retention;
import io.pagurus.session.expiry.RetentionSettings;
import io.pagurus.session.fold.FoldLimits;
import io.pagurus.session.fold.MarkedRules;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.history.ChunkCodec;
import io.pagurus.session.journal.ChunkReader;
import io.pagurus.session.journal.CommitOutcome;
import io.pagurus.session.journal.FoldListener;
import io.pagurus.session.journal.FoldedEntry;
import io.pagurus.session.journal.Journal;
import io.pagurus.session.journal.JournalBodies;
import io.pagurus.session.journal.JournalReader;
import io.pagurus.session.journal.JournalScanner;
import io.pagurus.session.journal.JournalSettings;
import io.pagurus.session.journal.JournalWriter;
import io.pagurus.session.journal.RecentTurns;
import io.pagurus.session.journal.RecordScanner;
import io.pagurus.session.privacy.EncryptionSettings;
import io.pagurus.session.privacy.KeyCare;
import io.pagurus.session.privacy.OpenedBodies;
import io.pagurus.session.privacy.Privacy;
import io.pagurus.session.projection.Projection;
import io.pagurus.session.projection.ProjectionSettings;
import io.pagurus.session.settings.TestSettings;
import io.pagurus.session.snapshot.Floors;
import io.pagurus.session.snapshot.HistoryWriter;
import io.pagurus.session.snapshot.Sealing;
import io.pagurus.session.snapshot.SnapshotLoader;
import io.pagurus.session.snapshot.SnapshotWriter;
import io.pagurus.session.view.SeekingSource;
import io.pagurus.session.view.SessionBodies;
import io.pagurus.session.view.ViewFeed;
import io.pagurus.session.view.ViewKeys;
import io.pagurus.session.view.ViewSettings;
import io.pagurus.session.view.ViewWriter;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/** Confined to a test. The whole store without REST, on a real broker and a real Redis. */
public final class RealStore implements AutoCloseable {

    public final Journal journal;
    public final JournalWriter writer;
    final ViewWriter view;
    final ViewFeed feed;
    final SessionBodies bodies;
    final OpenedBodies opened;
    final Projection projection;
    private final SmallRyeConfig config;
    private final Topics topics;
    private final KafkaClients kafka;
    private final Vertx vertx = Vertx.vertx();
    private final RecordScanner journalRecords;
    private final RecordScanner historyRecords;
    private final Floors floors = new Floors();
    final JournalScanner scanner;
    final JournalReader reader;
    final Privacy privacy;
    final SnapshotWriter snapshots;

    /** On the reader's thread, as a record is skipped that is no entry. */
    volatile Runnable whenSkipped = () -> {};

    private final Producer<String, byte[]> journalProducer;
    private final Producer<String, byte[]> eventsProducer;

    public RealStore(String bootstrapServers, String redisUri, String prefix, String instance) {
        this(bootstrapServers, redisUri, prefix, instance, Map.of());
    }

    RealStore(
            String bootstrapServers,
            String redisUri,
            String prefix,
            String instance,
            Map<String, String> more) {
        this(bootstrapServers, Map.of("quarkus.redis.hosts", redisUri), prefix, instance, more);
    }

    RealStore(String bootstrapServers, Map<String, String> redis, String prefix, String instance) {
        this(bootstrapServers, redis, prefix, instance, Map.of());
    }

    /**
     * @param redis its settings
     * @param more settings of the service
     */
    RealStore(
            String bootstrapServers,
            Map<String, String> redis,
            String prefix,
            String instance,
            Map<String, String> more) {
        Map<String, String> values =
                new HashMap<>(
                        Map.of(
                                "pagurus.kafka.topic-prefix",
                                prefix,
                                "pagurus.instance",
                                instance,
                                "pagurus.view.probe-every",
                                "300MS",
                                "pagurus.view.retry-every",
                                "100MS"));
        values.putAll(more);
        config = TestSettings.of(values);
        JournalSettings settings = config.getConfigMapping(JournalSettings.class);
        ViewSettings viewSettings = config.getConfigMapping(ViewSettings.class);
        topics = new Topics(prefix);
        kafka =
                new KafkaClients(
                        Map.of("bootstrap.servers", bootstrapServers),
                        config.getConfigMapping(InstanceSettings.class),
                        settings);
        journal = new Journal(settings);
        SessionFold fold = new SessionFold(new MarkedRules(FoldLimits.DEFAULT, journal.marks()));
        privacy =
                Privacy.of(
                        config.getConfigMapping(EncryptionSettings.class),
                        new Privacy.KeyClients(
                                kafka::snapshotConsumer, kafka::keysProducer, topics.sessionKeys()),
                        journal,
                        settings.loadDeadline());
        journalProducer = kafka.journalProducer();
        eventsProducer = kafka.eventsProducer();
        writer =
                new JournalWriter(
                        journalProducer,
                        topics.sessionJournal(),
                        "/session-service/test",
                        journal,
                        privacy.payloads(),
                        Clock.systemUTC(),
                        () -> UUID.randomUUID().toString(),
                        settings);
        journalRecords = new RecordScanner(kafka::scanConsumer, topics.sessionJournal(), settings);
        historyRecords = new RecordScanner(kafka::scanConsumer, topics.sessionHistory(), settings);
        scanner = new JournalScanner(journalRecords);
        RecentTurns recent = new RecentTurns(new JournalBodies(scanner), scanner, 1 << 20);
        feed = new ViewFeed(viewSettings);
        ViewWriter.View views =
                ViewWriter.over(
                        ConfiguredRedis.of(redis).connect(vertx),
                        new ViewKeys(prefix),
                        viewSettings,
                        feed,
                        journal.sessions(),
                        new SeekingSource(
                                journal.sessions(),
                                new ChunkReader(historyRecords),
                                recent,
                                scanner,
                                settings.maxReplayBytes().asLongValue()),
                        recent,
                        Clock.systemUTC());
        view = views.writer();
        bodies = views.bodies();
        opened = new OpenedBodies(bodies, privacy.payloads());
        projection =
                new Projection(
                        eventsProducer,
                        topics.sessionJournal(),
                        topics.sessionEvents(),
                        "/session-service/test",
                        config.getConfigMapping(ProjectionSettings.class));
        snapshots =
                new SnapshotWriter(
                        kafka::snapshotProducer,
                        topics.sessionJournal(),
                        topics.sessionSnapshot(),
                        new HistoryWriter(
                                new Sealing(
                                        new ChunkCodec(), recent, floors, settings.maxEntryBytes()),
                                topics.sessionHistory(),
                                journal::touch));
        reader =
                new JournalReader(
                        kafka::journalConsumer,
                        topics.sessionJournal(),
                        journal,
                        fold,
                        Stream.concat(
                                        privacy.keeper().stream(),
                                        Stream.of(recent, feed, projection, new Tap()))
                                .toList(),
                        projection,
                        new JournalReader.SnapshotAccess(
                                new SnapshotLoader(
                                        kafka::snapshotConsumer,
                                        topics.sessionSnapshot(),
                                        topics.sessionJournal(),
                                        settings.loadDeadline()),
                                snapshots),
                        new DeadLetters(eventsProducer, topics),
                        settings);
        privacy.keeper().ifPresent(care -> Thread.ofPlatform().daemon(true).start(care));
        Thread.ofPlatform().daemon(true).start(projection);
        Thread.ofPlatform().daemon(true).start(view);
        Thread.ofPlatform().daemon(true).start(reader);
    }

    /** Does what the test wants done. */
    private final class Tap implements FoldListener {
        @Override
        public void onFolded(FoldedEntry entry) {}

        @Override
        public void onSkipped(Position at, Instant time) {
            whenSkipped.run();
        }
    }

    /** Says whether the service is ready, as far as its journal goes; to be closed. */
    JournalReadiness readiness() {
        return new JournalReadiness(journal, reader, kafka);
    }

    /** Ends the sessions that are over at another time. */
    void expireAt(Instant now) {
        new Expiry(
                        journal.sessions(),
                        writer,
                        Clock.fixed(now, ZoneOffset.UTC),
                        config.getConfigMapping(ExpirySettings.class))
                .pass(() -> true);
    }

    /** The first offset of a partition of the journal that is still there. */
    long beginningOf(int partition) {
        return new JournalScanner(journalRecords).beginning(partition);
    }

    /** Deletes of the journal's beginning what may go at another time. */
    void shortenAt(Instant now) throws InterruptedException {
        shorten(Clock.fixed(now, ZoneOffset.UTC), Admin::create);
    }

    /**
     * Deletes of the journal's beginning what may go.
     *
     * @param admins make what the broker is asked with
     */
    void shorten(Clock clock, Function<Map<String, Object>, Admin> admins)
            throws InterruptedException {
        try (Retention retention =
                new Retention(
                        journal,
                        floors,
                        admins.apply(kafka.adminConfig()),
                        new Retention.Names(topics.sessionJournal(), kafka.group()),
                        clock,
                        config.getConfigMapping(RetentionSettings.class))) {
            retention.pass(() -> true);
        }
    }

    /** The verdict; the test fails without one. */
    Verdict commit(JournalRecord record) {
        return switch (writer.commit(record)) {
            case CommitOutcome.Judged judged -> judged.folded().verdict();
            case CommitOutcome other -> throw new AssertionError(other.toString());
        };
    }

    /** Writes events under a name of its own. */
    EventWriter events() {
        return new EventWriter(eventsProducer, topics, "/session-service/test", Clock.systemUTC());
    }

    /** As its reader has one: in its group, and under its id. */
    Consumer<String, byte @Nullable []> journalConsumer() {
        return kafka.journalConsumer();
    }

    Producer<String, byte[]> producer() {
        return journalProducer;
    }

    @Override
    public void close() {
        reader.close();
        snapshots.close();
        privacy.keeper().ifPresent(KeyCare::close);
        projection.close();
        view.close();
        journalRecords.close();
        historyRecords.close();
        journalProducer.close(Duration.ofSeconds(1));
        eventsProducer.close(Duration.ofSeconds(1));
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
