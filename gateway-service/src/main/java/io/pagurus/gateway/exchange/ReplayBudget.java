package io.pagurus.gateway.exchange;

import java.util.concurrent.atomic.AtomicLong;

/** Thread-safe. The memory that all kept bodies, answers and streams may take together. */
public final class ReplayBudget {

    private final long limit;
    private final AtomicLong used = new AtomicLong();

    public ReplayBudget(long limit) {
        this.limit = limit;
    }

    /** Bytes in use. */
    public long used() {
        return used.get();
    }

    private boolean take(long bytes) {
        if (used.addAndGet(bytes) > limit) {
            used.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    Share share() {
        return new Share(this);
    }

    /** Event-loop confined. What one request holds of it. */
    static final class Share {

        private final ReplayBudget budget;
        private long held;

        private Share(ReplayBudget budget) {
            this.budget = budget;
        }

        boolean take(int bytes) {
            if (!budget.take(bytes)) {
                return false;
            }
            held += bytes;
            return true;
        }

        void release() {
            budget.used.addAndGet(-held);
            held = 0;
        }
    }
}
