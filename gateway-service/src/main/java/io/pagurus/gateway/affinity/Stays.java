package io.pagurus.gateway.affinity;

import io.pagurus.gateway.memory.LruMap;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. At which node the requests with a placement key are, though nobody owns anything: a
 * node that joins takes none of them away. Forgotten some time after the last use, and not while
 * something is open; what is open is bounded by the edge's own limits.
 */
public final class Stays {

    /** Immutable. The last use of a key. */
    private record Last(String node, long atMillis) {}

    /** Immutable. Uses of a key that are open now. */
    private record Open(String node, int count) {}

    private final LruMap<String, Last> last;
    private final ConcurrentMap<String, Open> open = new ConcurrentHashMap<>();
    private final long keptMillis;
    private final Clock clock;

    /**
     * @param capacity how many keys are remembered that nothing is open for
     * @param kept how long after its last use
     */
    public Stays(int capacity, Duration kept, Clock clock) {
        this.last = new LruMap<>(capacity);
        this.keptMillis = kept.toMillis();
        this.clock = clock;
    }

    /** Where a key's requests are; null when nobody remembers. */
    public @Nullable String node(String key) {
        Open now = open.get(key);
        if (now != null) {
            return now.node();
        }
        Last before = last.find(key);
        return before != null && clock.millis() - before.atMillis() <= keptMillis
                ? before.node()
                : null;
    }

    /** A key's requests belong at a node, though none has been there. */
    public void remember(String key, String node) {
        last.put(key, new Last(node, clock.millis()));
    }

    /** Something with the key is at a node now; to be followed by one {@link #leave}. */
    public void enter(String key, String node) {
        open.compute(key, (_, now) -> new Open(node, now == null ? 1 : now.count() + 1));
    }

    /** It goes on at another node. */
    public void move(String key, String node) {
        open.computeIfPresent(key, (_, now) -> new Open(node, now.count()));
    }

    /**
     * It is over.
     *
     * @param remember whether later ones shall find the node too
     */
    public void leave(String key, boolean remember) {
        open.computeIfPresent(
                key,
                (_, now) -> {
                    if (remember) {
                        remember(key, now.node());
                    }
                    return now.count() == 1 ? null : new Open(now.node(), now.count() - 1);
                });
    }

    /** Whether something is open. */
    public boolean isOpen(String key) {
        return open.containsKey(key);
    }

    /** How many keys are remembered. */
    public int size() {
        return last.size() + open.size();
    }
}
