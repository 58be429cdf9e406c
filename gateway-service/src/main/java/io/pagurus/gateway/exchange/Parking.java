package io.pagurus.gateway.exchange;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. How many requests wait, over all event loops: in all, and of one session, so that
 * one that is asked again and again leaves room for others.
 */
public final class Parking {

    private final int limit;
    private final int limitOfOne;
    private final AtomicInteger parked = new AtomicInteger();

    /** Of sessions that have some. */
    private final ConcurrentMap<String, Integer> bySession = new ConcurrentHashMap<>();

    /**
     * @param limit in all
     * @param limitOfOne of one session
     */
    public Parking(int limit, int limitOfOne) {
        this.limit = limit;
        this.limitOfOne = limitOfOne;
    }

    public int parked() {
        return parked.get();
    }

    /** False when there are too many; else {@link #leave} has to follow. */
    boolean enter(@Nullable String session) {
        if (parked.incrementAndGet() > limit) {
            parked.decrementAndGet();
            return false;
        }
        if (session != null && bySession.merge(session, 1, Integer::sum) > limitOfOne) {
            leave(session);
            return false;
        }
        return true;
    }

    void leave(@Nullable String session) {
        if (session != null) {
            bySession.computeIfPresent(session, (_, count) -> count == 1 ? null : count - 1);
        }
        parked.decrementAndGet();
    }
}
