package io.pagurus.session.view;

import io.pagurus.session.journal.Replays;
import io.pagurus.session.journal.SessionTable;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the one thread that calls {@link #run()}; {@link #close()} and the counters are
 * thread-safe. Applies steps right behind the fold, rebuilds what is behind, sweeps. While Redis is
 * away it only notes which sessions are behind.
 */
public final class ViewWriter implements Runnable, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ViewWriter.class.getName());
    private static final long IDLE_MILLIS = 100;

    private final ViewFeed feed;
    private final RedisLink redis;
    private final ViewRedis commands;
    private final ViewRebuild rebuild;
    private final ViewSweep sweep;
    private final int pipeline;
    private final long sweepEveryNanos;
    private final long retryEveryNanos;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile boolean closing;
    private long lastSweepNanos = System.nanoTime();
    private long notBeforeNanos = System.nanoTime();

    ViewWriter(
            ViewFeed feed,
            RedisLink redis,
            ViewRedis commands,
            ViewRebuild rebuild,
            ViewSweep sweep,
            ViewSettings settings) {
        this.feed = feed;
        this.redis = redis;
        this.commands = commands;
        this.rebuild = rebuild;
        this.sweep = sweep;
        this.pipeline = settings.pipeline();
        this.sweepEveryNanos = settings.sweepEvery().toNanos();
        this.retryEveryNanos = settings.retryEvery().toNanos();
    }

    /** Keeps the view until {@link #close()}. */
    @Override
    public void run() {
        try {
            while (!closing) {
                try {
                    step(feed.take(pipeline, IDLE_MILLIS));
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
        boolean mayTry = System.nanoTime() - notBeforeNanos >= 0;
        if (redis.away() && !(mayTry && isBack())) {
            steps.forEach(step -> feed.markBehind(step.sessionId()));
            feed.handled(steps);
            return;
        }
        if (!steps.isEmpty()) {
            apply(steps);
        }
        if (mayTry && feed.behind() > 0 && !rebuild.some()) {
            waitBeforeRetry();
        }
        if (feed.takeSweepAsked() || System.nanoTime() - lastSweepNanos >= sweepEveryNanos) {
            lastSweepNanos = System.nanoTime();
            sweep.begin();
        }
        sweep.goOn();
    }

    private boolean isBack() {
        if (!redis.ping()) {
            waitBeforeRetry();
            return false;
        }
        // It may have come back without what it held.
        feed.askForSweep();
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
        if (Script.send(redis, calls) instanceof RedisReply.Answered(var responses)) {
            markGaps(steps, responses);
        } else {
            steps.forEach(step -> feed.markBehind(step.sessionId()));
        }
        feed.handled(steps);
    }

    private void markGaps(List<ViewStep> steps, List<@Nullable Response> responses) {
        for (int i = 0; i < steps.size(); i++) {
            if ("gap".equals(String.valueOf(responses.get(i)))) {
                feed.markBehind(steps.get(i).sessionId());
            }
        }
    }

    /** Views rebuilt from the journal so far. */
    public long rebuilt() {
        return rebuild.rebuilt();
    }

    /** Whether Redis did not answer the last time. */
    public boolean redisAway() {
        return redis.away();
    }

    /** Stops the thread and waits for it. */
    @Override
    public void close() {
        closing = true;
        stopped.join();
    }

    /** The view of one Redis: who writes it and who reads it. */
    public record View(ViewWriter writer, SessionBodies bodies) {}

    /** Puts the parts of a view together. */
    public static View over(
            Redis client,
            ViewKeys keys,
            ViewSettings settings,
            ViewFeed feed,
            SessionTable sessions,
            Replays replays,
            Clock clock) {
        Duration timeout = settings.timeout();
        RedisLink redis = new RedisLink(client, timeout);
        ViewRedis commands = new ViewRedis(keys, settings);
        ViewRebuild rebuild =
                new ViewRebuild(sessions, replays, redis, commands, feed, settings.sweepBatch());
        ViewSweep sweep = new ViewSweep(sessions, redis, commands, feed, clock, settings);
        ViewReader reader = new ViewReader(sessions, redis, commands, feed, settings.readWait());
        return new View(
                new ViewWriter(feed, redis, commands, rebuild, sweep, settings),
                new SessionBodies(sessions, reader, replays));
    }
}
