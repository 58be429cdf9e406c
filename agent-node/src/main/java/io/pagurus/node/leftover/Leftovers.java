package io.pagurus.node.leftover;

import io.pagurus.node.Tallies;
import io.pagurus.node.Tallies.Tally;
import io.pagurus.node.turn.TurnCall;
import io.pagurus.node.turn.TurnDesk;
import io.pagurus.node.turn.TurnDesk.Attendance;
import io.pagurus.node.turn.TurnOutcome;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Thread-safe; each turn blocks a virtual thread of its own. Runs the turns of the node's last life
 * once more, as real agent servers do: unasked, under the epoch that they had. The journal decides
 * what becomes of them.
 */
public final class Leftovers {

    private static final System.Logger LOG = System.getLogger(Leftovers.class.getName());

    private final TurnDesk desk;
    private final Tallies tallies;
    private final Executor threads;

    public Leftovers(TurnDesk desk, Tallies tallies, Executor threads) {
        this.desk = desk;
        this.tallies = tallies;
        this.threads = threads;
    }

    public void runAgain(List<TurnCall> calls) {
        for (TurnCall call : calls) {
            tallies.count(Tally.resumedAtStart);
            threads.execute(() -> runAgain(call));
        }
    }

    private void runAgain(TurnCall call) {
        try {
            TurnOutcome outcome =
                    switch (desk.attend(call)) {
                        case Attendance.Attending(var turn) -> turn.outcome();
                        case Attendance.TurnedAway(TurnOutcome away) -> away;
                    };
            if (outcome instanceof TurnOutcome.Fenced) {
                tallies.count(Tally.zombieWritesRefused);
            }
            LOG.log(
                    System.Logger.Level.INFO,
                    "run again after a crash: {0} ended as {1}",
                    call.ref(),
                    outcome.getClass().getSimpleName());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
