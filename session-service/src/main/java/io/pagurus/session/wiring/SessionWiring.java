package io.pagurus.session.wiring;

import io.pagurus.events.kafka.DeadLetters;
import io.pagurus.events.kafka.EventLoop;
import io.pagurus.events.kafka.EventWriter;
import io.pagurus.events.kafka.Topics;
import io.pagurus.session.api.Durability;
import io.pagurus.session.api.TurnIds;
import io.pagurus.session.changes.ChangeFeed;
import io.pagurus.session.changes.ChangeSettings;
import io.pagurus.session.changes.MissedChanges;
import io.pagurus.session.expiry.Expiry;
import io.pagurus.session.expiry.ExpirySettings;
import io.pagurus.session.expiry.Retention;
import io.pagurus.session.expiry.RetentionSettings;
import io.pagurus.session.fold.FencedRules;
import io.pagurus.session.fold.FoldLimits;
import io.pagurus.session.fold.Rules;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.history.ChunkCodec;
import io.pagurus.session.journal.ChunkReader;
import io.pagurus.session.journal.Journal;
import io.pagurus.session.journal.JournalBodies;
import io.pagurus.session.journal.JournalReader;
import io.pagurus.session.journal.JournalScanner;
import io.pagurus.session.journal.JournalSettings;
import io.pagurus.session.journal.JournalWriter;
import io.pagurus.session.journal.RecentTurns;
import io.pagurus.session.journal.RecordScanner;
import io.pagurus.session.journal.Replays;
import io.pagurus.session.journal.SessionTable;
import io.pagurus.session.privacy.EncryptionSettings;
import io.pagurus.session.privacy.OpenedBodies;
import io.pagurus.session.privacy.Payloads;
import io.pagurus.session.privacy.Privacy;
import io.pagurus.session.projection.Projection;
import io.pagurus.session.projection.ProjectionSettings;
import io.pagurus.session.redis.RedisConnector;
import io.pagurus.session.redis.RedisProbe;
import io.pagurus.session.redis.RedisSettings;
import io.pagurus.session.redis.SteadyRedis;
import io.pagurus.session.routing.Announcements;
import io.pagurus.session.routing.Forwarding;
import io.pagurus.session.routing.Parcels;
import io.pagurus.session.routing.PartitionDirectory;
import io.pagurus.session.routing.Peers;
import io.pagurus.session.routing.RoutingSettings;
import io.pagurus.session.snapshot.Floors;
import io.pagurus.session.snapshot.HistoryWriter;
import io.pagurus.session.snapshot.Sealing;
import io.pagurus.session.snapshot.SnapshotLoader;
import io.pagurus.session.snapshot.SnapshotWriter;
import io.pagurus.session.tasks.TaskEnds;
import io.pagurus.session.tasks.TaskInputs;
import io.pagurus.session.tasks.TaskSettings;
import io.pagurus.session.tasks.TaskSweep;
import io.pagurus.session.view.JournalSource;
import io.pagurus.session.view.SeekingSource;
import io.pagurus.session.view.SessionBodies;
import io.pagurus.session.view.ViewFeed;
import io.pagurus.session.view.ViewKeys;
import io.pagurus.session.view.ViewSettings;
import io.pagurus.session.view.ViewWriter;
import io.quarkus.proxy.ProxyConfigurationRegistry;
import io.quarkus.redis.runtime.client.VertxRedisClientFactory;
import io.quarkus.redis.runtime.client.config.RedisClientConfig;
import io.quarkus.redis.runtime.client.config.RedisConfig;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;

/** Thread-safe. Makes each part once, with what it needs. */
@Singleton
final class SessionWiring {

    static final String JOURNAL = "journal";
    static final String EVENTS = "events";
    static final String JOURNAL_RECORDS = "journal-records";
    static final String HISTORY_RECORDS = "history-records";
    static final String DIRECTORY = "directory";
    private static final int FORWARDING_PRIORITY = 100;

    private final InstanceSettings instance;
    private final Topics topics;
    private final String source;

    @Inject
    SessionWiring(InstanceSettings instance) {
        this.instance = instance;
        this.topics = new Topics(instance.topicPrefix());
        this.source = "/session-service/" + instance.instance();
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Durability durability() {
        return new Durability(instance.durability());
    }

    /** The fence. An application that has another bean of this type has another fence. */
    @Produces
    @Singleton
    Rules rules() {
        InstanceSettings.Fold bounds = instance.fold();
        return new FencedRules(
                new FoldLimits(
                        bounds.rememberedTurns(),
                        bounds.stepsPerTurn(),
                        bounds.unsettledTurns(),
                        bounds.abandonedTurns(),
                        bounds.openTasks(),
                        bounds.settledTasks()));
    }

    @Produces
    @Singleton
    SessionFold fold(Rules rules) {
        return new SessionFold(rules);
    }

    @Produces
    @Singleton
    Journal journal(JournalSettings settings) {
        return new Journal(settings);
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
    DeadLetters deadLetters(@Named(EVENTS) Producer<String, byte[]> producer) {
        return new DeadLetters(producer, topics);
    }

    @Produces
    @Singleton
    Projection projection(
            @Named(EVENTS) Producer<String, byte[]> producer, ProjectionSettings settings) {
        return new Projection(
                producer, topics.sessionJournal(), topics.sessionEvents(), source, settings);
    }

    @Produces
    @Singleton
    @Named(JOURNAL_RECORDS)
    RecordScanner journalRecords(KafkaClients kafka, JournalSettings settings) {
        return new RecordScanner(kafka::scanConsumer, topics.sessionJournal(), settings);
    }

    @Produces
    @Singleton
    @Named(HISTORY_RECORDS)
    RecordScanner historyRecords(KafkaClients kafka, JournalSettings settings) {
        return new RecordScanner(kafka::scanConsumer, topics.sessionHistory(), settings);
    }

    @Produces
    @Singleton
    JournalScanner scanner(@Named(JOURNAL_RECORDS) RecordScanner records) {
        return new JournalScanner(records);
    }

    @Produces
    @Singleton
    Replays replays(JournalScanner scanner, SessionFold fold, JournalSettings settings) {
        return new Replays(scanner, fold, settings);
    }

    @Produces
    @Singleton
    ViewFeed viewFeed(ViewSettings settings) {
        return new ViewFeed(settings);
    }

    /** Only of its own type: to whoever asks for {@code Redis}, Quarkus gives one of its own. */
    @Produces
    @Singleton
    @Typed(SteadyRedis.class)
    SteadyRedis redis(
            Vertx vertx,
            RedisConfig configured,
            RedisSettings settings,
            TlsConfigurationRegistry tls,
            ProxyConfigurationRegistry proxies) {
        return new RedisConnector(vertx, tls, proxies).connect(client(configured), settings);
    }

    void close(@Disposes SteadyRedis redis) {
        redis.close();
    }

    private static RedisClientConfig client(RedisConfig configured) {
        return Objects.requireNonNull(
                configured.clients().get(VertxRedisClientFactory.DEFAULT_CLIENT));
    }

    @Produces
    @Singleton
    RedisProbe redisProbe(
            SteadyRedis redis, RedisConfig configured, RedisSettings keys, ViewSettings view) {
        return new RedisProbe(
                redis,
                keys.keyPrefix(),
                RedisConnector.describe(client(configured), keys),
                view.timeout());
    }

    @Produces
    @Singleton
    ViewWriter.View view(
            SteadyRedis redis,
            RedisSettings keys,
            ViewSettings settings,
            ViewFeed feed,
            Journal journal,
            Replays replays,
            JournalScanner scanner,
            @Named(HISTORY_RECORDS) RecordScanner history,
            RecentTurns recent,
            Clock clock) {
        return ViewWriter.over(
                redis,
                new ViewKeys(keys.keyPrefix()),
                settings,
                feed,
                journal.sessions(),
                new SeekingSource(
                        journal.sessions(),
                        new ChunkReader(history),
                        recent,
                        scanner,
                        new JournalSource(replays, new ChunkCodec())),
                replays,
                clock);
    }

    @Produces
    @Singleton
    ViewWriter viewWriter(ViewWriter.View view) {
        return view.writer();
    }

    @Produces
    @Singleton
    SessionBodies bodies(ViewWriter.View view) {
        return view.bodies();
    }

    @Produces
    @Singleton
    Expiry expiry(
            SessionTable sessions, JournalWriter writer, Clock clock, ExpirySettings settings) {
        return new Expiry(sessions, writer, clock, settings);
    }

    @Produces
    @Singleton
    Retention retention(
            Journal journal,
            Floors floors,
            KafkaClients kafka,
            Clock clock,
            RetentionSettings settings) {
        return new Retention(
                journal,
                floors,
                kafka.admin(),
                new Retention.Names(topics.sessionJournal(), kafka.group()),
                clock,
                settings);
    }

    @Produces
    @Singleton
    ChangeFeed changeFeed(SessionTable sessions, ChangeSettings settings) {
        return new ChangeFeed(sessions, settings);
    }

    @Produces
    @Singleton
    Privacy privacy(
            KafkaClients kafka,
            Journal journal,
            EncryptionSettings settings,
            JournalSettings reading) {
        return Privacy.of(
                settings,
                new Privacy.KeyClients(
                        kafka::snapshotConsumer, kafka::keysProducer, topics.sessionKeys()),
                journal,
                reading.loadDeadline());
    }

    @Produces
    @Singleton
    MissedChanges missedChanges(JournalScanner scanner, SessionFold fold, ChangeSettings settings) {
        return new MissedChanges(scanner, fold, settings);
    }

    @Produces
    @Singleton
    Payloads payloads(Privacy privacy) {
        return privacy.payloads();
    }

    @Produces
    @Singleton
    TaskInputs taskInputs(JournalScanner scanner) {
        return new TaskInputs(scanner);
    }

    @Produces
    @Singleton
    OpenedBodies openedBodies(SessionBodies bodies, Payloads payloads) {
        return new OpenedBodies(bodies, payloads);
    }

    @Produces
    @Singleton
    TaskEnds taskEnds(JournalWriter writer, Clock clock) {
        return new TaskEnds(writer, clock);
    }

    @Produces
    @Singleton
    TaskSweep taskSweep(SessionTable sessions, TaskEnds ends, Clock clock, TaskSettings settings) {
        return new TaskSweep(sessions, ends, clock, settings);
    }

    /** For ids that nobody can guess, and pauses that differ. */
    @Produces
    @Singleton
    RandomGenerator random() {
        return new SecureRandom();
    }

    @Produces
    @Singleton
    SessionTable sessions(Journal journal) {
        return journal.sessions();
    }

    @Produces
    @Singleton
    SnapshotWriter snapshotWriter(KafkaClients kafka, Sealing sealing) {
        return new SnapshotWriter(
                kafka::snapshotProducer,
                topics.sessionJournal(),
                topics.sessionSnapshot(),
                new HistoryWriter(sealing, topics.sessionHistory()));
    }

    @Produces
    @Singleton
    RecentTurns recentTurns(JournalScanner scanner, JournalSettings settings) {
        return new RecentTurns(new JournalBodies(scanner), settings.recentTurns().asLongValue());
    }

    @Produces
    @Singleton
    Floors floors() {
        return new Floors();
    }

    @Produces
    @Singleton
    Sealing sealing(RecentTurns turns, Floors floors) {
        return new Sealing(new ChunkCodec(), turns, floors);
    }

    @Produces
    @Singleton
    SnapshotLoader snapshotLoader(KafkaClients kafka, JournalSettings settings) {
        return new SnapshotLoader(
                kafka::snapshotConsumer,
                topics.sessionSnapshot(),
                topics.sessionJournal(),
                settings.loadDeadline());
    }

    @Produces
    @Singleton
    PartitionDirectory directory() {
        return new PartitionDirectory();
    }

    @Produces
    @Singleton
    @Named(DIRECTORY)
    EventLoop directoryLoop(
            KafkaClients kafka, PartitionDirectory directory, DeadLetters deadLetters) {
        return new EventLoop(
                kafka.directoryConsumer(),
                EventLoop.From.BEGINNING,
                List.of(topics.sessionDirectory()),
                directory,
                deadLetters);
    }

    @Produces
    @Singleton
    Announcements announcements(
            SessionTable sessions,
            PartitionDirectory directory,
            @Named(EVENTS) Producer<String, byte[]> producer,
            Clock clock,
            RoutingSettings settings) {
        return new Announcements(
                sessions,
                directory,
                new EventWriter(producer, topics, source, clock),
                instance.instance(),
                settings);
    }

    @Produces
    @Singleton
    Forwarding forwarding(
            Vertx vertx,
            SessionTable sessions,
            PartitionDirectory directory,
            RoutingSettings settings) {
        return new Forwarding(vertx, sessions, directory, instance.instance(), settings);
    }

    @Produces
    @Singleton
    Peers peers(
            Vertx vertx,
            SessionTable sessions,
            PartitionDirectory directory,
            RoutingSettings settings) {
        return new Peers(vertx, sessions, directory, instance.instance(), settings);
    }

    @Produces
    @Singleton
    Parcels parcels(
            Vertx vertx,
            SessionTable sessions,
            PartitionDirectory directory,
            RoutingSettings settings) {
        return new Parcels(vertx, sessions, directory, instance.instance(), settings);
    }

    /** Before the token is checked: whoever answers checks it. */
    void route(@Observes Filters filters, Forwarding forwarding) {
        filters.register(forwarding, FORWARDING_PRIORITY);
    }

    @Produces
    @Singleton
    JournalReader journalReader(
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
                kafka.journalConsumer(),
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
