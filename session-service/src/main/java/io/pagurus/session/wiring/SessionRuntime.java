package io.pagurus.session.wiring;

import io.pagurus.events.kafka.EventLoop;
import io.pagurus.events.kafka.Topics;
import io.pagurus.session.changes.ChangeFeed;
import io.pagurus.session.journal.JournalReader;
import io.pagurus.session.journal.RecordScanner;
import io.pagurus.session.privacy.KeyCare;
import io.pagurus.session.privacy.Privacy;
import io.pagurus.session.projection.Projection;
import io.pagurus.session.snapshot.SnapshotWriter;
import io.pagurus.session.view.RedisProbe;
import io.pagurus.session.view.ViewWriter;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/** Confined to the thread that starts and stops the application. One thread for each loop. */
@Singleton
final class SessionRuntime {

    private static final Duration LAST_WORD = Duration.ofSeconds(1);

    private final WarmUp warmUp;
    private final JournalReader reader;
    private final ViewWriter view;
    private final RedisProbe redisProbe;
    private final Projection projection;
    private final RecordScanner journalRecords;
    private final RecordScanner historyRecords;
    private final Privacy privacy;
    private final SnapshotWriter snapshots;
    private final RegularWork work;
    private final ChangeFeed changes;
    private final EventLoop directory;
    private final Producer<String, byte[]> journalProducer;
    private final Producer<String, byte[]> eventsProducer;
    private final String journalTopic;

    @Inject
    SessionRuntime(
            WarmUp warmUp,
            JournalReader reader,
            ViewWriter view,
            RedisProbe redisProbe,
            Projection projection,
            @Named(JournalWiring.JOURNAL_RECORDS) RecordScanner journalRecords,
            @Named(SnapshotWiring.HISTORY_RECORDS) RecordScanner historyRecords,
            Privacy privacy,
            SnapshotWriter snapshots,
            RegularWork work,
            ChangeFeed changes,
            @Named(RoutingWiring.DIRECTORY) EventLoop directory,
            @Named(JournalWiring.JOURNAL) Producer<String, byte[]> journalProducer,
            @Named(JournalWiring.EVENTS) Producer<String, byte[]> eventsProducer,
            Topics topics) {
        this.warmUp = warmUp;
        this.reader = reader;
        this.view = view;
        this.redisProbe = redisProbe;
        this.projection = projection;
        this.journalRecords = journalRecords;
        this.historyRecords = historyRecords;
        this.privacy = privacy;
        this.snapshots = snapshots;
        this.work = work;
        this.changes = changes;
        this.directory = directory;
        this.journalProducer = journalProducer;
        this.eventsProducer = eventsProducer;
        this.journalTopic = topics.sessionJournal();
    }

    void start(@Observes StartupEvent event) {
        start("session-projection", projection);
        privacy.keeper().ifPresent(keeper -> start("session-keys", keeper));
        start("session-view", view);
        start("journal-reader", this::joinWarm);
        Thread.ofVirtual().name("metadata").start(this::askForMetadata);
        Thread.ofVirtual().name("redis-probe").start(redisProbe);
        start("directory", directory);
        work.start();
    }

    private void joinWarm() {
        warmUp.run();
        reader.run();
    }

    /** The first commit should not be the one that waits for the topic's metadata. */
    private void askForMetadata() {
        try {
            var _ = journalProducer.partitionsFor(journalTopic);
        } catch (KafkaException _) {
            // The reader says what is wrong with the brokers, and goes on trying.
        }
    }

    private static void start(String name, Runnable loop) {
        Thread.ofPlatform().name(name).daemon(true).start(loop);
    }

    /** Before the requests that are under way are waited for: a stream is one without an end. */
    void endStreams(@Observes ShutdownDelayInitiatedEvent event) {
        changes.stop();
    }

    void stop(@Observes ShutdownEvent event) {
        changes.stop();
        work.close();
        // The reader before the rest: its last snapshot waits until everybody was told.
        warmUp.close();
        reader.close();
        snapshots.close();
        privacy.keeper().ifPresent(KeyCare::close);
        projection.close();
        directory.close();
        view.close();
        journalRecords.close();
        historyRecords.close();
        journalProducer.close(LAST_WORD);
        eventsProducer.close(LAST_WORD);
    }
}
