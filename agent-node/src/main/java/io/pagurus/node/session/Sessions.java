package io.pagurus.node.session;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe (own monitor, held for moments). Sessions by id, the one used last at the end. One
 * that nobody uses may be forgotten when there are too many: it can be loaded again.
 *
 * @param <S> what is kept for a session
 */
public final class Sessions<S> {

    /** A session in use is never forgotten: two of the same id could run two turns at once. */
    private static final class Slot<S> {
        final S session;
        int users;

        Slot(S session) {
            this.session = session;
        }
    }

    private final int limit;
    private final Function<String, S> fresh;
    private final LinkedHashMap<String, Slot<S>> slots = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * No sessions yet.
     *
     * @param limit how many are kept; more only while more than that are in use, which the bound on
     *     concurrent requests limits
     */
    public Sessions(int limit, Function<String, S> fresh) {
        this.limit = limit;
        this.fresh = fresh;
    }

    /** The session, made when it is not there; it stays until {@link #release}. */
    public synchronized S hold(String id) {
        Slot<S> slot = slots.get(id);
        if (slot == null) {
            slot = new Slot<>(fresh.apply(id));
            slots.put(id, slot);
            shrink(slot);
        }
        slot.users++;
        return slot.session;
    }

    public synchronized void release(String id) {
        @Nullable Slot<S> slot = slots.get(id);
        if (slot == null || slot.users == 0) {
            throw new IllegalStateException("released more often than held");
        }
        slot.users--;
    }

    public synchronized int size() {
        return slots.size();
    }

    private void shrink(Slot<S> kept) {
        Iterator<Slot<S>> oldest = slots.values().iterator();
        while (slots.size() > limit && oldest.hasNext()) {
            Slot<S> slot = oldest.next();
            if (slot.users == 0 && slot != kept) {
                oldest.remove();
            }
        }
    }
}
