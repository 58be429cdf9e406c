package io.pagurus.gateway.explain;

import io.pagurus.gateway.routing.Picture;
import io.pagurus.gateway.trail.RecordedTrail;
import io.pagurus.gateway.trail.Step;
import io.pagurus.gateway.trail.TrailSink;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; taking never blocks. Keeps the last requests. They are found by looking at all of
 * them, so that keeping one costs no more than its place.
 */
public final class Explanations implements TrailSink {

    private static final long MILLIS = 1000;

    private final Clock clock;
    private final int perSecond;
    private final double share;
    private final int maxPictures;
    private final AtomicReferenceArray<@Nullable RecordedTrail> kept;
    private final AtomicLong next = new AtomicLong();
    private final Deque<Picture> pictures = new ArrayDeque<>();
    private final AtomicInteger inThisSecond = new AtomicInteger();
    private volatile long thisSecond;
    private volatile @Nullable Picture lastPicture;

    public Explanations(ExplainConfig config, Clock clock) {
        this.clock = clock;
        this.perSecond = config.perSecond();
        this.share = config.keep() > 0 ? config.share() : 0;
        this.maxPictures = Math.max(1, config.maxPictures());
        this.kept = new AtomicReferenceArray<>(Math.max(1, config.keep()));
    }

    @Override
    public double share() {
        return share;
    }

    /** Two event loops that meet at a second's end may keep a few more; it is no account. */
    @Override
    public boolean hasRoom() {
        long now = clock.millis() / MILLIS;
        if (now != thisSecond) {
            thisSecond = now;
            inThisSecond.set(0);
        }
        return inThisSecond.incrementAndGet() <= perSecond;
    }

    @Override
    public void take(RecordedTrail trail) {
        for (Step step : trail.steps()) {
            if (step instanceof Step.Placed placed) {
                see(placed.seen().picture());
            }
        }
        kept.setRelease((int) (next.getAndIncrement() % kept.length()), trail);
    }

    /** A picture is nearly always the one that was seen last. */
    @SuppressWarnings("ReferenceEquality")
    private void see(Picture picture) {
        if (picture != lastPicture) {
            remember(picture);
        }
    }

    private synchronized void remember(Picture picture) {
        lastPicture = picture;
        if (!pictures.contains(picture)) {
            pictures.add(picture);
            if (pictures.size() > maxPictures) {
                pictures.remove().forget();
            }
        }
    }

    /** The last request of that name; empty when it is not kept, or not over yet. */
    public Optional<Explanation> find(String requestId) {
        long newest = next.get() - 1;
        for (long i = newest; i >= 0 && i > newest - kept.length(); i--) {
            RecordedTrail trail = kept.getAcquire((int) (i % kept.length()));
            if (trail != null && trail.about().id().equals(requestId)) {
                return Optional.of(Explanation.of(trail));
            }
        }
        return Optional.empty();
    }
}
