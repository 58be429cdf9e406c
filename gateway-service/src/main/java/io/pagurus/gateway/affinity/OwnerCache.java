package io.pagurus.gateway.affinity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Thread-safe. The owners of the sessions that this gateway serves, the least recently asked for
 * forgotten first. Split into stripes, each under its own lock, which is held for one map
 * operation: an event loop waits at most for that.
 *
 * <p>Invariant: an entry is only ever replaced by one of the same or a later epoch, since an answer
 * and an event about the same session overtake each other; {@link #correct} is the exception.
 */
public final class OwnerCache {

    private static final int STRIPES = 16;

    private final Stripe[] stripes = new Stripe[STRIPES];

    /**
     * @param capacity how many sessions are remembered
     */
    public OwnerCache(int capacity) {
        int each = Math.max(1, capacity / STRIPES);
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe(each);
        }
    }

    public Optional<KnownOwner> find(String sessionId) {
        Stripe stripe = stripe(sessionId);
        synchronized (stripe) {
            return Optional.ofNullable(stripe.get(sessionId));
        }
    }

    /** Remembers an owner, unless a later one is known. */
    public void learn(String sessionId, KnownOwner owner) {
        Stripe stripe = stripe(sessionId);
        synchronized (stripe) {
            stripe.merge(sessionId, owner, OwnerCache::later);
        }
    }

    /** As {@link #learn}, but only for a session that is remembered: events tell of every one. */
    public void moved(String sessionId, KnownOwner owner) {
        Stripe stripe = stripe(sessionId);
        synchronized (stripe) {
            stripe.computeIfPresent(sessionId, (_, known) -> later(known, owner));
        }
    }

    /** Takes session-service's word over a memory that it has contradicted. */
    public void correct(String sessionId, KnownOwner owner) {
        Stripe stripe = stripe(sessionId);
        synchronized (stripe) {
            stripe.put(sessionId, owner);
        }
    }

    public void forget(String sessionId) {
        Stripe stripe = stripe(sessionId);
        synchronized (stripe) {
            stripe.remove(sessionId);
        }
    }

    public int size() {
        int size = 0;
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                size += stripe.size();
            }
        }
        return size;
    }

    private static KnownOwner later(KnownOwner known, KnownOwner told) {
        return told.epoch() >= known.epoch() ? told.after(known) : known;
    }

    private Stripe stripe(String sessionId) {
        int hash = sessionId.hashCode();
        return stripes[(hash ^ (hash >>> 16)) & (STRIPES - 1)];
    }

    /** Guarded by itself. A map in the order of its last uses. */
    private static final class Stripe extends LinkedHashMap<String, KnownOwner> {

        private final int capacity;

        Stripe(int capacity) {
            super(16, 0.75f, true);
            this.capacity = capacity;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, KnownOwner> eldest) {
            return size() > capacity;
        }
    }
}
