package io.pagurus.node.turn;

import io.pagurus.node.Pace;
import io.pagurus.node.Tallies;
import io.pagurus.node.Tallies.Tally;
import io.pagurus.node.session.Session;
import io.pagurus.node.session.Session.Seat;
import io.pagurus.node.session.Sessions;
import io.pagurus.node.store.PatientStore;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Thread-safe; {@link #attend} blocks its (virtual) thread while another turn of the session runs.
 * Where requests meet turns: one joins a running turn, waits for its own, or is turned away.
 */
public final class TurnDesk {

    /**
     * Immutable.
     *
     * @param sessions how many sessions are remembered; fewer means more loads
     * @param waiting how many requests of one session may wait for their turn; more are told to
     *     come back
     * @param patience how long a request waits for its turn
     * @param turn how long a turn may take; longer ones fail
     */
    public record Limits(int sessions, int waiting, Duration patience, Duration turn) {}

    /** Immutable. What a request got. */
    public sealed interface Attendance {
        record Attending(Turn turn) implements Attendance {}

        record TurnedAway(TurnOutcome outcome) implements Attendance {}
    }

    private static final System.Logger LOG = System.getLogger(TurnDesk.class.getName());

    private final TurnRun.Surroundings around;
    private final Sessions<Session<Turn>> sessions;
    private final TurnGate gate;
    private final TurnKeeper keeper;
    private final Executor threads;
    private final Duration patience;

    /**
     * Wires a desk.
     *
     * @param threads runs each turn on a virtual thread of its own
     */
    public TurnDesk(
            NodeIdentity me,
            PatientStore store,
            Pace pace,
            Tallies tallies,
            TurnGate gate,
            TurnKeeper keeper,
            Executor threads,
            Limits limits) {
        this.around = new TurnRun.Surroundings(me, store, pace, tallies, limits.turn());
        this.sessions = new Sessions<>(limits.sessions(), _ -> new Session<>(limits.waiting()));
        this.gate = gate;
        this.keeper = keeper;
        this.threads = threads;
        this.patience = limits.patience();
    }

    public Attendance attend(TurnCall call) {
        String id = call.ref().sessionId();
        Session<Turn> session = sessions.hold(id);
        boolean handedOver = false;
        try {
            Seat<Turn> seat =
                    session.seat(
                            running -> call.joins(running.call()), () -> new Turn(call), patience);
            return switch (seat) {
                case Seat.Joins<Turn>(Turn running) -> join(call, running);
                case Seat.Busy<Turn> _ -> away("the session has a turn running");
                case Seat.Runs<Turn>(Turn turn) when !gate.enter() -> {
                    turn.end(new TurnOutcome.Unavailable("the node drains"));
                    session.leave(turn);
                    yield away("the node drains");
                }
                case Seat.Runs<Turn>(Turn turn) -> {
                    threads.execute(() -> run(session, turn));
                    handedOver = true;
                    yield new Attendance.Attending(turn);
                }
            };
        } finally {
            if (!handedOver) {
                sessions.release(id);
            }
        }
    }

    public int sessions() {
        return sessions.size();
    }

    private Attendance join(TurnCall call, Turn running) {
        if (!call.asksTheSameAs(running.call())) {
            return new Attendance.TurnedAway(new TurnOutcome.DigestMismatch());
        }
        around.tallies().count(Tally.joined);
        return new Attendance.Attending(running);
    }

    private static Attendance away(String why) {
        return new Attendance.TurnedAway(new TurnOutcome.Unavailable(why));
    }

    private void run(Session<Turn> session, Turn turn) {
        TurnOutcome outcome = new TurnOutcome.Failed("the node failed");
        try {
            keeper.keep(turn.call());
            outcome = new TurnRun(around, session, turn).run();
        } catch (RuntimeException bug) {
            session.forget();
            LOG.log(System.Logger.Level.ERROR, "a turn broke: " + turn.call().ref(), bug);
        } finally {
            keeper.drop(turn.call());
            session.leave(turn);
            sessions.release(turn.call().ref().sessionId());
            turn.end(outcome);
            gate.leave();
        }
    }
}
