package io.pagurus.store;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Thread-safe; blocks. Where sessions wait between two turns while nothing is to be asked. */
final class Gate {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private boolean open = true;
    private int waiting;

    void pass() throws InterruptedException {
        lock.lock();
        try {
            waiting++;
            while (!open) {
                opened.await();
            }
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    void open(boolean now) {
        lock.lock();
        try {
            open = now;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many wait. */
    int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }
}
