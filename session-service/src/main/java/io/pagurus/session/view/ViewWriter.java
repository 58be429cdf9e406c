package io.pagurus.session.view;

import io.pagurus.session.history.ChunkCodec;
import io.pagurus.session.journal.SessionTable;
import io.pagurus.session.snapshot.OpenBodies;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the one thread that calls {@link #run()}; {@link #close()} and the counters are
 * thread-safe. Applies steps right behind the fold and seals what is full. While Redis is away it
 * only notes which sessions are behind; putting them right is the {@link ViewKeeper}'s, on a thread
 * that this one starts.
 */
public final class ViewWriter implements Runnable, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ViewWriter.class.getName());
    private static final long IDLE_MILLIS = 100;

    private final ViewFeed feed;
    private final RedisLink redis;
    private final ViewRedis commands;
    private final ChunkSealing sealing;
    private final ViewProbe probe;
    private final ViewKeeper keeper;
    private final int pipeline;
    private final long retryEveryNanos;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile boolean closing;
    private long notBeforeNanos = System.nanoTime();

    ViewWriter(
            ViewFeed feed,
            RedisLink redis,
            ViewRedis commands,
            ChunkSealing sealing,
            ViewProbe probe,
            ViewKeeper keeper,
            ViewSettings settings) {
        this.feed = feed;
        this.redis = redis;
        this.commands = commands;
        this.sealing = sealing;
        this.probe = probe;
        this.keeper = keeper;
        this.pipeline = settings.pipeline();
        this.retryEveryNanos = settings.retryEvery().toNanos();
    }

    /** Keeps the view until {@link #close()}. */
    @Override
    public void run() {
        Thread.ofPlatform().name("session-view-keeper").daemon(true).start(keeper);
        try {
            while (!closing) {
                try {
                    step(feed.take(pipeline, sealing.waiting() ? 0 : IDLE_MILLIS));
                } catch (InterruptedException _) {
                    closing = true;
                } catch (RuntimeException bug) {
                    LOG.log(System.Logger.Level.ERROR, "keeping the view failed", bug);
                    feed.askForSweep();
                    waitBeforeRetry();
                }
            }
        } finally {
            stopped.complete(null);
        }
    }

    private void step(List<ViewStep> steps) {
        if (redis.away() && !isBack()) {
            steps.forEach(step -> feed.markBehind(step.sessionId()));
            feed.handled(steps);
            return;
        }
        if (!steps.isEmpty()) {
            apply(steps);
        }
        sealing.some();
    }

    /** What it lost meanwhile, the probe sees. */
    private boolean isBack() {
        if (System.nanoTime() - notBeforeNanos < 0) {
            return false;
        }
        if (!redis.ping()) {
            waitBeforeRetry();
            return false;
        }
        return true;
    }

    private void waitBeforeRetry() {
        notBeforeNanos = System.nanoTime() + retryEveryNanos;
    }

    private void apply(List<ViewStep> steps) {
        List<Request> calls = new ArrayList<>(steps.size());
        steps.forEach(step -> calls.add(commands.step(step)));
        for (ViewStep step : steps) {
            boolean opened = step.previousOffset() == ViewStep.NONE;
            if (step.regionLastSeen() != null && (opened || step.turn() != null)) {
                calls.add(commands.regionLastSeen(step.sessionId(), step.regionLastSeen()));
            }
        }
        calls.add(probe.count(steps.size()));
        if (Script.write(redis, calls) instanceof RedisReply.Answered(var responses)) {
            probe.answered();
            heed(steps, responses);
        } else {
            steps.forEach(step -> feed.markBehind(step.sessionId()));
        }
        feed.handled(steps);
    }

    private void heed(List<ViewStep> steps, List<@Nullable Response> responses) {
        for (int i = 0; i < steps.size(); i++) {
            String sessionId = steps.get(i).sessionId();
            switch (String.valueOf(responses.get(i))) {
                case "gap" -> feed.markBehind(sessionId);
                case "full" -> sealing.add(sessionId);
                default -> {}
            }
        }
    }

    /** Views rebuilt from the journal so far. */
    public long rebuilt() {
        return keeper.rebuilt();
    }

    /** How often a session was left out of that, as a chunk of it could not be opened. */
    public long unreadable() {
        return keeper.unreadable();
    }

    /** Whether Redis did not answer the last time. */
    public boolean redisAway() {
        return redis.away();
    }

    /** Stops the thread and waits for it. */
    @Override
    public void close() {
        closing = true;
        keeper.close();
        stopped.join();
    }

    /** The view of one Redis: who writes it and who reads it. */
    public record View(ViewWriter writer, SessionBodies bodies) {}

    /**
     * Puts the parts of a view together.
     *
     * @param source where the sessions' bodies are when the view has not got them
     * @param open what the journal alone has
     */
    public static View over(
            Redis client,
            ViewKeys keys,
            ViewSettings settings,
            ViewFeed feed,
            SessionTable sessions,
            SessionSource source,
            OpenBodies open,
            Clock clock) {
        ChunkCodec codec = new ChunkCodec();
        RedisLink redis = new RedisLink(client, settings.timeout());
        ViewRedis commands = new ViewRedis(keys, settings, codec);
        ViewProbe probe = new ViewProbe(redis, keys, UUID.randomUUID().toString());
        ViewSweep sweep = new ViewSweep(sessions, redis, commands, feed, clock, settings);
        CountDownLatch closing = new CountDownLatch(1);
        ViewRebuild rebuild =
                new ViewRebuild(
                        sessions,
                        source,
                        redis,
                        commands,
                        feed,
                        settings,
                        () -> closing.getCount() == 0);
        ViewKeeper keeper = new ViewKeeper(feed, redis, probe, sweep, rebuild, settings, closing);
        ViewReader reader =
                new ViewReader(sessions, redis, commands, feed, codec, settings.readWait());
        return new View(
                new ViewWriter(
                        feed,
                        redis,
                        commands,
                        new ChunkSealing(redis, commands, codec),
                        probe,
                        keeper,
                        settings),
                new SessionBodies(sessions, reader, source, open, codec));
    }
}
