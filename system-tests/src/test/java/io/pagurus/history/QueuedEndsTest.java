package io.pagurus.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.JournalRecord.TaskSettled;
import org.junit.jupiter.api.Test;

/** What the checker says of tasks that outlive their turn: each has one end. */
class QueuedEndsTest {

    private static final int REMEMBERED = 16;

    private static HandMade opened() {
        return new HandMade()
                .grant(1, "hk-1")
                .commit(1, "hk-1", 1, "t1")
                .told("t1")
                .enqueue(1, "hk-1", "a");
    }

    private static HandMade done(HandMade run, String task) {
        return run.attempt(1, "hk-1", task, 1, TaskSettled.DONE);
    }

    @Test
    void secondEndOfATaskIsFound() {
        assertThat(done(done(opened(), "a"), "a").broken())
                .containsExactly(Invariant.ONE_RESULT_A_TASK);
    }

    @Test
    void endOfATaskThatWasQueuedAgainBehindItsEndIsFound() {
        assertThat(done(done(opened(), "a").enqueue(1, "hk-1", "a"), "a").broken())
                .containsExactly(Invariant.ONE_RESULT_A_TASK);
    }

    @Test
    void attemptThatFailedIsNoEndUnlessItIsTheLast() {
        HandMade twice =
                opened().attempt(1, "hk-1", "a", 1, TaskSettled.FAILED)
                        .attempt(1, "hk-1", "a", 2, TaskSettled.FAILED);
        assertThat(twice.broken()).isEmpty();
        assertThat(done(twice.enqueue(1, "hk-1", "a"), "a").broken())
                .containsExactly(Invariant.ONE_RESULT_A_TASK);
    }

    @Test
    void anIdWhoseEndIsNoLongerRememberedMayBeAnotherTasks() {
        assertThat(afterOthers(REMEMBERED).broken()).isEmpty();
        assertThat(afterOthers(REMEMBERED - 1).broken())
                .containsExactly(Invariant.ONE_RESULT_A_TASK);
    }

    /** The same id, done before and behind some others. */
    private static HandMade afterOthers(int others) {
        HandMade run = done(opened(), "a");
        for (int i = 0; i < others; i++) {
            run = done(run.enqueue(1, "hk-1", "b" + i), "b" + i);
        }
        return done(run.enqueue(1, "hk-1", "a"), "a");
    }

    @Test
    void anotherLifeOfTheSessionHasOtherTasks() {
        HandMade run = done(opened(), "a").forget(1).grant(2, "hk-1").enqueue(2, "hk-1", "a");
        assertThat(run.attempt(2, "hk-1", "a", 1, TaskSettled.DONE).broken()).isEmpty();
    }
}
