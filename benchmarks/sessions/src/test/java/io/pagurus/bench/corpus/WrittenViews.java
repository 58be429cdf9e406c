package io.pagurus.bench.corpus;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.Owner;
import io.pagurus.local.process.Patience;
import io.pagurus.local.redis.LocalRedis;
import io.pagurus.session.fold.FencedRules;
import io.pagurus.session.fold.FoldLimits;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.Replay;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.ChunkReader;
import io.pagurus.session.journal.FoldedEntry;
import io.pagurus.session.journal.JournalBodies;
import io.pagurus.session.journal.JournalScanner;
import io.pagurus.session.journal.JournalSettings;
import io.pagurus.session.journal.RecordScanner;
import io.pagurus.session.journal.SessionTable;
import io.pagurus.session.snapshot.OpenBodies;
import io.pagurus.session.view.SeekingSource;
import io.pagurus.session.view.ViewFeed;
import io.pagurus.session.view.ViewKeys;
import io.pagurus.session.view.ViewSettings;
import io.pagurus.session.view.ViewWriter;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Confined to a test. The view's own writer, fed with conversations as the fold would feed it. */
final class WrittenViews implements AutoCloseable {

    private static final int PRIORITY = 300;

    private final Vertx vertx = Vertx.vertx();
    private final ViewFeed feed;
    private final ViewWriter writer;
    private long offset;

    WrittenViews(LocalRedis redis) {
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .withConverter(Duration.class, PRIORITY, new DurationConverter())
                        .withConverter(MemorySize.class, PRIORITY, new MemorySizeConverter())
                        .withMapping(ViewSettings.class)
                        .withMapping(JournalSettings.class)
                        .build();
        ViewSettings settings = config.getConfigMapping(ViewSettings.class);
        JournalSettings journal = config.getConfigMapping(JournalSettings.class);
        RecordScanner none =
                new RecordScanner(
                        () -> {
                            throw new IllegalStateException("there is no journal");
                        },
                        "none",
                        journal);
        JournalScanner scanner = new JournalScanner(none);
        OpenBodies open = new JournalBodies(scanner);
        SessionTable sessions = new SessionTable();
        feed = new ViewFeed(settings);
        writer =
                ViewWriter.over(
                                Redis.createClient(vertx, redis.uri()),
                                new ViewKeys("claw:"),
                                settings,
                                feed,
                                sessions,
                                new SeekingSource(
                                        sessions,
                                        new ChunkReader(none),
                                        open,
                                        scanner,
                                        journal.maxReplayBytes().asLongValue()),
                                open,
                                Clock.systemUTC())
                        .writer();
        Thread.ofPlatform().daemon(true).start(writer);
    }

    private static SessionFold fold() {
        return new SessionFold(new FencedRules(FoldLimits.DEFAULT));
    }

    /** Writes a conversation, and what else its session has, into the view. */
    void write(String sessionId, List<Turn> turns, List<JournalRecord> more) {
        Replay replay = new Replay(fold());
        Turn first = turns.getFirst();
        String principal = first.turnId().substring(0, first.turnId().indexOf('~'));
        long epoch = 0;
        for (Turn turn : turns) {
            if (turn.epoch() != epoch) {
                epoch = turn.epoch();
                give(replay, granted(sessionId, turn, principal));
            }
            give(replay, started(sessionId, turn));
            give(replay, committed(sessionId, turn));
        }
        more.forEach(record -> give(replay, record));
        settle();
    }

    private void give(Replay replay, JournalRecord record) {
        SessionHeader before = replay.header();
        JournalEntry entry = new JournalEntry.Written(record);
        Position at = new Position(0, offset++);
        Verdict verdict = replay.apply(entry, at);
        if (!(verdict instanceof Verdict.Accepted)) {
            throw new IllegalStateException(record + ": " + verdict);
        }
        feed.onFolded(
                new FoldedEntry(
                        entry,
                        at,
                        Clock.systemUTC().instant(),
                        1,
                        true,
                        before,
                        replay.header(),
                        verdict));
    }

    private void settle() {
        if (!Patience.of(Duration.ofSeconds(20)).until(() -> feed.waiting() == 0)) {
            throw new IllegalStateException("the steps are not applied");
        }
    }

    int behind() {
        return feed.behind();
    }

    private static JournalRecord granted(String sessionId, Turn turn, String principal) {
        return new JournalRecord.OwnershipGranted(
                sessionId,
                turn.epoch(),
                new Owner(turn.node(), turn.node().substring(0, 2)),
                turn.epoch() == 1 ? "opened" : "drain",
                null,
                principal,
                turn.startedAt());
    }

    private static JournalRecord started(String sessionId, Turn turn) {
        return new JournalRecord.TurnStarted(
                sessionId,
                turn.epoch(),
                turn.node(),
                turn.turnId(),
                turn.requestDigest(),
                true,
                turn.startedAt());
    }

    private static JournalRecord committed(String sessionId, Turn turn) {
        return new JournalRecord.TurnCommitted(
                sessionId,
                turn.epoch(),
                turn.node(),
                turn.seq(),
                turn.turnId(),
                turn.requestDigest(),
                turn.startedAt(),
                turn.messages(),
                null,
                null);
    }

    @Override
    public void close() {
        writer.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
