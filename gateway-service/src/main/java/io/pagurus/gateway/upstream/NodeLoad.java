package io.pagurus.gateway.upstream;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Thread-safe, without locks: all event loops tell of their tries and ask before a choice. How this
 * gateway finds one node. Times are in microseconds, {@link #micros}.
 *
 * <p>A try is {@link #began}, then perhaps {@link #answered}, then perhaps {@link #failed}, and at
 * last {@link #ended}. A client that goes away only ends it: that says nothing of the node.
 */
public final class NodeLoad {

    /** Unanswered tries are counted above this bit; below it is the sum of when they began. */
    private static final int COUNT_SHIFT = 48;

    private static final long SUM_MASK = (1L << COUNT_SHIFT) - 1;

    private record Placements(double count, long at) {}

    private record Life(long incarnation, long sinceMicros) {}

    private final LoadWindows windows;
    private final long createdAt;
    private final AtomicInteger running = new AtomicInteger();

    /**
     * Both in one number, so that they are never read apart. The sum is of milliseconds since this
     * was made: 10,000 unanswered tries fit for 325 days, fewer for longer.
     */
    private final AtomicLong unanswered = new AtomicLong();

    private final AtomicReference<Answers> answers;
    private final AtomicReference<Placements> placements;
    private final AtomicReference<Life> life = new AtomicReference<>(new Life(-1, 0));

    public NodeLoad(LoadWindows windows, long now) {
        this.windows = windows;
        this.createdAt = now;
        this.answers = new AtomicReference<>(Answers.none(windows, now));
        this.placements = new AtomicReference<>(new Placements(0, now));
    }

    public static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    // ---- what is told

    public void began(long now) {
        running.incrementAndGet();
        unanswered.addAndGet(one(now));
    }

    /**
     * The head of the answer is there.
     *
     * @param good whether it is not a node's own failure, which a status from 500 on is
     */
    public void answered(long begunAt, long now, boolean good) {
        unanswered.addAndGet(-one(begunAt));
        double took = Math.max(0, now - begunAt);
        answers.updateAndGet(was ->
                good ? was.after(took, true, now, windows) : was.afterFailure(took, now, windows));
    }

    /** The node did not do its part. */
    public void failed(long begunAt, long now) {
        double took = Math.max(0, now - begunAt);
        answers.updateAndGet(was -> was.afterFailure(took, now, windows));
    }

    /**
     * It is over, however it went.
     *
     * @param wasAnswered whether {@link #answered} was told of it
     */
    public void ended(long begunAt, boolean wasAnswered) {
        running.decrementAndGet();
        if (!wasAnswered) {
            unanswered.addAndGet(-one(begunAt));
        }
    }

    /** A choice fell on the node; its try may begin later. */
    public void placed(long now) {
        placements.updateAndGet(was -> new Placements(faded(was, now) + 1, Math.max(was.at, now)));
    }

    /**
     * The node is in rotation in this life.
     *
     * @param newcomer whether a life that was not known before has only now begun
     */
    void lives(long incarnation, long now, boolean newcomer) {
        life.updateAndGet(was ->
                incarnation > was.incarnation
                        ? new Life(incarnation, newcomer ? now : Long.MIN_VALUE / 2)
                        : was);
    }

    // ---- what is asked

    /** Requests that run at the node. */
    public int running() {
        return running.get();
    }

    /** Placements of late, each fading. */
    public double placements(long now) {
        return faded(known(placements), now);
    }

    /** Peak EWMA, fading since the last answer; at least as long as those wait that have none. */
    public double peakMicros(long now) {
        return Math.max(known(answers).peak(now, windows), unansweredMicros(now));
    }

    /** The same over the longer window of weighted latency. */
    public double latencyMicros(long now) {
        return Math.max(known(answers).latency(now, windows), unansweredMicros(now));
    }

    /** The share of answers that were good, from 0 to 1. */
    public double success(long now) {
        return known(answers).success(now, windows);
    }

    /**
     * For how long it has been in rotation; as good as for ever when that was not seen to begin.
     */
    public long inRotationMicros(long now) {
        return now - known(life).sinceMicros;
    }

    /** How long those that are not answered have waited, on average. */
    private double unansweredMicros(long now) {
        long both = unanswered.get();
        long count = both >>> COUNT_SHIFT;
        if (count == 0) {
            return 0;
        }
        double began = (double) (both & SUM_MASK) / count;
        return Math.max(0, (sinceCreated(now) - began) * 1_000);
    }

    private double faded(Placements were, long now) {
        return now <= were.at
                ? were.count
                : were.count * Math.exp(-(now - were.at) / Answers.micros(windows.placements()));
    }

    private static <T> T known(AtomicReference<T> reference) {
        return Objects.requireNonNull(reference.get());
    }

    private long one(long now) {
        return (1L << COUNT_SHIFT) + sinceCreated(now);
    }

    private long sinceCreated(long now) {
        return Math.max(0, now - createdAt) / 1_000;
    }
}
