package io.pagurus.session.view;

import io.pagurus.session.view.RedisIdentity.Change;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Confined to the one thread that calls {@link #run()}; {@link #close()} is thread-safe. Keeps the
 * views true behind the writer's back: looks whether Redis is still the one that it was, compares,
 * rebuilds. The steps go on meanwhile.
 */
final class ViewKeeper implements Runnable, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ViewKeeper.class.getName());
    private static final Duration IDLE = Duration.ofMillis(20);

    private final ViewFeed feed;
    private final RedisLink redis;
    private final ViewProbe probe;
    private final ViewSweep sweep;
    private final ViewRebuild rebuild;
    private final long probeEveryNanos;
    private final Duration retryEvery;
    private final CountDownLatch closing;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private long lastProbeNanos;

    /**
     * @param closing what the parts look at, too, to see that it is over
     */
    ViewKeeper(
            ViewFeed feed,
            RedisLink redis,
            ViewProbe probe,
            ViewSweep sweep,
            ViewRebuild rebuild,
            ViewSettings settings,
            CountDownLatch closing) {
        this.feed = feed;
        this.redis = redis;
        this.probe = probe;
        this.sweep = sweep;
        this.rebuild = rebuild;
        this.probeEveryNanos = settings.probeEvery().toNanos();
        this.retryEvery = settings.retryEvery();
        this.closing = closing;
        this.lastProbeNanos = System.nanoTime() - probeEveryNanos;
    }

    /** Keeps the views until {@link #close()}. */
    @Override
    public void run() {
        try {
            Duration pause = Duration.ZERO;
            while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = guardedStep();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.countDown();
        }
    }

    private Duration guardedStep() throws InterruptedException {
        try {
            return step();
        } catch (RuntimeException bug) {
            if (closing.getCount() > 0) {
                LOG.log(System.Logger.Level.ERROR, "keeping the views failed", bug);
            }
            feed.askForSweep();
            return retryEvery;
        }
    }

    /** How long to wait before the next one. */
    private Duration step() throws InterruptedException {
        if (!feed.caughtUp() || redis.away()) {
            return IDLE;
        }
        if (System.nanoTime() - lastProbeNanos >= probeEveryNanos) {
            lastProbeNanos = System.nanoTime();
            heed(probe.look());
        }
        if (feed.takeSweepAsked()) {
            sweep.suspect();
        }
        sweep.goOn();
        // One pass for all that a sweep finds is cheaper than a pass for its first ones.
        if (sweep.urgent() || feed.behind() == 0) {
            return IDLE;
        }
        return rebuild.some() ? Duration.ZERO : retryEvery;
    }

    private void heed(Change change) {
        switch (change) {
            case NONE -> {}
            case SUSPICIOUS -> {
                LOG.log(System.Logger.Level.INFO, "Redis may have lost views; comparing all");
                sweep.suspect();
            }
            case EMPTIED -> {
                LOG.log(System.Logger.Level.INFO, "Redis has no views; rebuilding all");
                sweep.giveUpAll();
            }
        }
    }

    /** Views rebuilt so far. */
    long rebuilt() {
        return rebuild.rebuilt();
    }

    /** How often a session was left out of that, as a chunk of it could not be opened. */
    long unreadable() {
        return rebuild.unreadable();
    }

    /** Stops the thread and waits for it. */
    @Override
    public void close() {
        closing.countDown();
        try {
            stopped.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
