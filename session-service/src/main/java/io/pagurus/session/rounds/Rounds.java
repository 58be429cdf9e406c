package io.pagurus.session.rounds;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Thread-safe; has a thread of its own. Makes a round each period until it is closed. A round that
 * throws is logged, and the next one is made at its time: nothing that is found by looking again
 * may end with a failure that passes.
 */
public final class Rounds implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Rounds.class.getName());

    private final String name;
    private final Duration every;
    private final Round round;
    private final CountDownLatch closeAsked = new CountDownLatch(1);
    private final Thread thread;

    /** Confined to the thread. Whether the last round failed. */
    private boolean failing;

    /** Confined to the rounds' thread, where it may block. */
    @FunctionalInterface
    public interface Round {

        /**
         * Makes one round.
         *
         * @param goOn false once the rounds are asked to end; a long one looks now and then
         */
        void make(BooleanSupplier goOn) throws InterruptedException;
    }

    private Rounds(String name, Duration every, Round round) {
        this.name = name;
        this.every = every;
        this.round = round;
        this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
    }

    /**
     * Begins; the first round is made when the first period is over.
     *
     * @param name of the thread, and in logs
     */
    public static Rounds start(String name, Duration every, Round round) {
        Rounds rounds = new Rounds(name, every, round);
        rounds.thread.start();
        return rounds;
    }

    private void run() {
        try {
            while (!closeAsked.await(every.toNanos(), TimeUnit.NANOSECONDS)) {
                makeOne();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void makeOne() throws InterruptedException {
        try {
            round.make(() -> closeAsked.getCount() > 0);
            failing = false;
        } catch (RuntimeException failed) {
            // Once for many in a row: they may follow each other closely.
            LOG.log(
                    failing ? System.Logger.Level.DEBUG : System.Logger.Level.ERROR,
                    "a round of " + name + " failed; the next one is made in " + every,
                    failed);
            failing = true;
        }
    }

    /** Asks for the end and waits for it; the caller's interrupt ends the waiting. */
    @Override
    public void close() {
        closeAsked.countDown();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
