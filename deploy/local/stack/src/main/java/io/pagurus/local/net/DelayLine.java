package io.pagurus.local.net;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; blocks. What is on its way in one direction of one connection: each piece has a time
 * before which it does not arrive. A line that is full takes nothing more, so that the sender's own
 * buffers fill and it waits, as on a real line.
 */
final class DelayLine {

    /** The end of the stream travels as bytes do. */
    private static final byte[] END = new byte[0];

    private final Way way;
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
    private int bytes;
    private long lastDue = System.nanoTime();
    private boolean broken;

    DelayLine(Way way, int capacity) {
        this.way = way;
        this.capacity = capacity;
    }

    /** Waits for room; false when the line is broken. */
    boolean put(byte[] piece) throws InterruptedException {
        lock.lock();
        try {
            while (!broken && bytes >= capacity) {
                changed.await();
            }
            if (broken) {
                return false;
            }
            long due = System.nanoTime() + way.nanos();
            // Jitter never lets a piece overtake the one before it.
            lastDue = due - lastDue < 0 ? lastDue : due;
            pieces.add(new Piece(piece, lastDue));
            bytes += piece.length;
            way.taken(piece.length);
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    void end() throws InterruptedException {
        var _ = put(END);
    }

    /** Waits until the next piece arrives; null when the stream ends or the line is broken. */
    byte @Nullable [] take() throws InterruptedException {
        lock.lock();
        try {
            while (!broken) {
                Piece first = way.held() ? null : pieces.peek();
                if (first == null) {
                    changed.await();
                } else if (first.due - System.nanoTime() > 0) {
                    var _ = changed.awaitNanos(first.due - System.nanoTime());
                } else {
                    return arrived(pieces.remove().bytes);
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private byte @Nullable [] arrived(byte[] piece) {
        bytes -= piece.length;
        way.delivered(piece.length);
        changed.signalAll();
        return piece.length == 0 ? null : piece;
    }

    /** The way is held or open now. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What is on its way is lost. */
    void tear() {
        lock.lock();
        try {
            broken = true;
            pieces.clear();
            way.dropped(bytes);
            bytes = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Immutable, as nobody writes into its bytes. */
    private static final class Piece {

        private final byte[] bytes;
        private final long due;

        Piece(byte[] bytes, long due) {
            this.bytes = bytes;
            this.due = due;
        }
    }
}
