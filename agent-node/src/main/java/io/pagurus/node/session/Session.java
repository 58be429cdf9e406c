package io.pagurus.node.session;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; {@link #seat} blocks its (virtual) thread. One session: at most one turn of it runs,
 * and what is remembered is written only by that turn's thread.
 *
 * @param <T> a running turn
 */
public final class Session<T> {

    /** What a request got. */
    public sealed interface Seat<T> {
        /** The turn is the caller's to run; it has to {@link #leave} in the end. */
        record Runs<T>(T turn) implements Seat<T> {}

        /** The turn runs already; the caller may listen. */
        record Joins<T>(T turn) implements Seat<T> {}

        /** Too many wait, or the wait took too long. */
        record Busy<T>() implements Seat<T> {}
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition free = lock.newCondition();
    private final int maxWaiting;
    private @Nullable T running;
    private int waiting;
    private volatile @Nullable Memory memory;

    /**
     * A session in which nothing runs and of which nothing is known.
     *
     * @param maxWaiting how many requests may wait for their turn
     */
    public Session(int maxWaiting) {
        this.maxWaiting = maxWaiting;
    }

    /** Joins the running turn when it is the wanted one, else waits until it is done. */
    public Seat<T> seat(Predicate<T> wanted, Supplier<T> fresh, Duration patience) {
        lock.lock();
        waiting++;
        try {
            long left = patience.toNanos();
            while (running != null) {
                if (wanted.test(running)) {
                    return new Seat.Joins<>(running);
                }
                if (left <= 0 || waiting > maxWaiting) {
                    return new Seat.Busy<>();
                }
                left = free.awaitNanos(left);
            }
            T turn = fresh.get();
            running = turn;
            return new Seat.Runs<>(turn);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Seat.Busy<>();
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    /** The turn is done; the next one may run. */
    public void leave(T turn) {
        lock.lock();
        try {
            if (!turn.equals(running)) {
                throw new IllegalStateException("only the running turn leaves");
            }
            running = null;
            // All: one of them may only be waiting to join a turn that another begins.
            free.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public @Nullable Memory memory() {
        return memory;
    }

    public void remember(Memory known) {
        memory = known;
    }

    /** Somebody else owns the session, or it is not known how it stands. */
    public void forget() {
        memory = null;
    }
}
