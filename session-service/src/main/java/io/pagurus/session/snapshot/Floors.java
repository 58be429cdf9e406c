package io.pagurus.session.snapshot;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Thread-safe. By partition, up to where the journal is to be deleted: what a session still has
 * there is copied, however little it is.
 */
public final class Floors {

    private final ConcurrentMap<Integer, Long> floors = new ConcurrentHashMap<>();

    /** Whether the entry is to be deleted. */
    boolean isBelow(int partition, long offset) {
        return offset < floors.getOrDefault(partition, 0L);
    }

    /** From now on, what stands before the offset is copied. */
    public void raise(int partition, long offset) {
        floors.merge(partition, offset, Math::max);
    }
}
