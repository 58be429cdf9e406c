package io.pagurus.gateway.classes;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Thread-safe. How many requests of each class run at this edge, so that one that is content with a
 * share leaves the rest to others. Only such classes are counted; there are few.
 */
public final class ClassSlots {

    private final int all;
    private final ConcurrentMap<String, AtomicInteger> running = new ConcurrentHashMap<>();

    /**
     * @param all requests that the edge takes at once
     */
    public ClassSlots(int all) {
        this.all = all;
    }

    /** Whether there is room; then {@link #leave} follows once. */
    public boolean enter(RequestClass asked) {
        if (asked.rank().hasAll()) {
            return true;
        }
        AtomicInteger now = running.computeIfAbsent(asked.name(), _ -> new AtomicInteger());
        if (now.incrementAndGet() > asked.rank().most(all)) {
            now.decrementAndGet();
            return false;
        }
        return true;
    }

    public void leave(RequestClass asked) {
        AtomicInteger now = running.get(asked.name());
        if (!asked.rank().hasAll() && now != null) {
            now.decrementAndGet();
        }
    }

    public int running(String className) {
        AtomicInteger now = running.get(className);
        return now == null ? 0 : now.get();
    }
}
