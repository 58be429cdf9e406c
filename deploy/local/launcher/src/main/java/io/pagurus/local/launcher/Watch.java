package io.pagurus.local.launcher;

import io.pagurus.local.Suite;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Confined to the thread that calls {@link #untilStopped}. Looks after the processes of a suite
 * that stays up, and tells of each that ends or is back.
 */
final class Watch {

    private static final long LOOK_MILLIS = 250;

    private final Suite suite;
    private final Screen screen;
    private final Set<String> dead = new HashSet<>();

    Watch(Suite suite, Screen screen) {
        this.suite = suite;
        this.screen = screen;
    }

    /** Returns only when the thread is interrupted: the suite ends with the process. */
    void untilStopped() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (!never.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            suite.processes().forEach(this::look);
        }
    }

    private void look(String process) {
        boolean alive = suite.alive(process);
        if (suite.stopping()) {
            return;
        }
        if (!alive && dead.add(process)) {
            screen.line(
                    "%s died (%s). Start it again: ./pagurus start %s   Log: %s",
                    process, suite.ending(process), process, suite.log(process));
        } else if (alive && dead.remove(process)) {
            screen.line("%s is back", process);
        }
    }
}
