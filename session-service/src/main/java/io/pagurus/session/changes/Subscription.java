package io.pagurus.session.changes;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. What one reader has not taken yet. Whoever adds to it never waits: a reader that is
 * too slow is cut off, after what it could still be told without a gap.
 */
public final class Subscription implements AutoCloseable {

    /** What a reader is told. */
    public sealed interface Item {

        /** A session has changed. */
        record Changed(Change change) implements Item {}

        /** From now on the stream is of the sessions of these partitions. */
        record Covers(Set<Integer> partitions) implements Item {}

        /** Nothing follows. */
        record Ended(End why) implements Item {}
    }

    /** Why a stream ends. */
    public enum End {
        /** The reader takes less than happens. */
        SLOW,
        /** Another instance has the session's partition now. */
        MOVED,
        /** This instance stops. */
        STOPPING
    }

    private record Waiting(Item item, int bytes) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final int most;
    private final long mostBytes;
    private final Consumer<Subscription> whenClosed;
    private long bytes;
    private @Nullable End end;

    Subscription(ChangeSettings settings, Consumer<Subscription> whenClosed) {
        this.most = settings.waiting();
        this.mostBytes = settings.waitingBytes().asLongValue();
        this.whenClosed = whenClosed;
    }

    void offer(Item item, int itsBytes) {
        lock.lock();
        try {
            if (end != null) {
                return;
            }
            if (waiting.size() >= most || bytes + itsBytes > mostBytes) {
                end = End.SLOW;
            } else {
                bytes += itsBytes;
                waiting.add(new Waiting(item, itsBytes));
            }
            added.signal();
        } finally {
            lock.unlock();
        }
    }

    void end(End why) {
        lock.lock();
        try {
            end = end == null ? why : end;
            added.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The next item, in order; null when there is none for so long. One reader at a time. */
    public @Nullable Item take(Duration wait) throws InterruptedException {
        lock.lock();
        try {
            long left = wait.toNanos();
            while (waiting.isEmpty() && end == null && left > 0) {
                left = added.awaitNanos(left);
            }
            Waiting next = waiting.poll();
            if (next != null) {
                bytes -= next.bytes();
                return next.item();
            }
            return end == null ? null : new Item.Ended(end);
        } finally {
            lock.unlock();
        }
    }

    /** Ends it from the reader's side. */
    @Override
    public void close() {
        whenClosed.accept(this);
    }
}
