package io.pagurus.gateway.memory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. A map of a bounded size, the least recently asked for forgotten first. Split into
 * stripes, each under its own lock, which is held for one operation: an event loop waits at most
 * for that.
 */
public final class LruMap<K, V> {

    private static final int STRIPES = 16;

    private final Stripe<K, V>[] stripes;

    /**
     * @param capacity how many entries are remembered
     */
    public LruMap(int capacity) {
        int each = Math.max(1, capacity / STRIPES);
        stripes = stripes();
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe<>(each);
        }
    }

    public @Nullable V find(K key) {
        Stripe<K, V> stripe = stripe(key);
        synchronized (stripe) {
            return stripe.get(key);
        }
    }

    public void put(K key, V value) {
        Stripe<K, V> stripe = stripe(key);
        synchronized (stripe) {
            stripe.put(key, value);
        }
    }

    /**
     * Replaces a value by what is made of it.
     *
     * @param change gets the value, null when there is none; must be short, and leave the map alone
     */
    public V update(K key, Function<@Nullable V, V> change) {
        Stripe<K, V> stripe = stripe(key);
        synchronized (stripe) {
            V next = change.apply(stripe.get(key));
            stripe.put(key, next);
            return next;
        }
    }

    public void remove(K key) {
        Stripe<K, V> stripe = stripe(key);
        synchronized (stripe) {
            stripe.remove(key);
        }
    }

    public int size() {
        int size = 0;
        for (Stripe<K, V> stripe : stripes) {
            synchronized (stripe) {
                size += stripe.size();
            }
        }
        return size;
    }

    private Stripe<K, V> stripe(K key) {
        int hash = key.hashCode();
        return stripes[(hash ^ (hash >>> 16)) & (STRIPES - 1)];
    }

    @SuppressWarnings("unchecked")
    private static <K, V> Stripe<K, V>[] stripes() {
        return (Stripe<K, V>[]) new Stripe<?, ?>[STRIPES];
    }

    /** Guarded by itself. A map in the order of its last uses. */
    private static final class Stripe<K, V> extends LinkedHashMap<K, V> {

        private static final long serialVersionUID = 1;

        private final int capacity;

        Stripe(int capacity) {
            super(16, 0.75f, true);
            this.capacity = capacity;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > capacity;
        }
    }
}
