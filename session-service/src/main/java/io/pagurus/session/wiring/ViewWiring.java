package io.pagurus.session.wiring;

import io.pagurus.redis.RedisConnector;
import io.pagurus.redis.RedisSettings;
import io.pagurus.redis.SteadyRedis;
import io.pagurus.session.journal.ChunkReader;
import io.pagurus.session.journal.Journal;
import io.pagurus.session.journal.JournalScanner;
import io.pagurus.session.journal.JournalSettings;
import io.pagurus.session.journal.RecentTurns;
import io.pagurus.session.journal.RecordScanner;
import io.pagurus.session.view.RedisProbe;
import io.pagurus.session.view.SeekingSource;
import io.pagurus.session.view.SessionBodies;
import io.pagurus.session.view.ViewFeed;
import io.pagurus.session.view.ViewKeys;
import io.pagurus.session.view.ViewSettings;
import io.pagurus.session.view.ViewWriter;
import io.quarkus.redis.runtime.client.config.RedisConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Thread-safe. The Redis picture of the sessions. */
@Singleton
final class ViewWiring {

    @Produces
    @Singleton
    ViewFeed viewFeed(ViewSettings settings) {
        return new ViewFeed(settings);
    }

    @Produces
    @Singleton
    RedisProbe redisProbe(
            SteadyRedis redis, RedisConfig configured, RedisSettings keys, ViewSettings view) {
        return new RedisProbe(
                redis, keys.keyPrefix(), RedisConnector.describe(configured, keys), view.timeout());
    }

    @Produces
    @Singleton
    ViewWriter.View view(
            SteadyRedis redis,
            RedisSettings keys,
            ViewSettings settings,
            ViewFeed feed,
            Journal journal,
            JournalScanner scanner,
            @Named(SnapshotWiring.HISTORY_RECORDS) RecordScanner history,
            RecentTurns recent,
            JournalSettings limits,
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
                        limits.maxReplayBytes().asLongValue()),
                recent,
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
}
