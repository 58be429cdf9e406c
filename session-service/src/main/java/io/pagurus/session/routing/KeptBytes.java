package io.pagurus.session.routing;

import java.util.concurrent.atomic.AtomicLong;

/** Thread-safe. How much of requests' bodies is kept at once, of all of them together. */
final class KeptBytes {

    private final long most;
    private final AtomicLong kept = new AtomicLong();

    KeptBytes(long most) {
        this.most = most;
    }

    /** Whether there is room for so many more; if so, they have to be given back. */
    boolean take(int bytes) {
        boolean fits = kept.addAndGet(bytes) <= most;
        if (!fits) {
            giveBack(bytes);
        }
        return fits;
    }

    void giveBack(int bytes) {
        kept.addAndGet(-bytes);
    }

    long now() {
        return kept.get();
    }
}
