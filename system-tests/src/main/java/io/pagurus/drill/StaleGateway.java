package io.pagurus.drill;

import io.pagurus.events.SessionEvent.SessionMoved;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread, which it blocks. A gateway that slept through the takeover: sends the
 * zombie new turns for sessions that it used to own, under the epoch that it used to have. What the
 * zombie answers with 200, a client has been told.
 */
final class StaleGateway {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int FENCED = 409;

    /** How many turns were sent, and what became of them. */
    record Answers(int sent, int refused, int answered) {
        int neither() {
            return sent - refused - answered;
        }
    }

    private final EdgeClient client;
    private final Ledger ledger;
    private final String run;
    private final Duration patience;

    /**
     * @param patience how long the zombie is asked again while it does not listen, or not yet
     */
    StaleGateway(EdgeClient client, Ledger ledger, String run, Duration patience) {
        this.client = client;
        this.ledger = ledger;
        this.run = run;
        this.patience = patience;
    }

    Answers send(URI zombie, List<SessionMoved> moves) throws InterruptedException {
        int refused = 0;
        int answered = 0;
        for (SessionMoved moved : moves) {
            TurnRequest turn =
                    new TurnRequest(
                            moved.sessionId(),
                            "stale-" + moved.epoch(),
                            moved.sessionId() + " says what a stale gateway brought",
                            false);
            ledger.asksAside(turn);
            switch (untilItSays(zombie, turn, moved.epoch() - 1)) {
                case Attempt.Answered answer -> {
                    ledger.told(turn, answer);
                    answered++;
                }
                case Attempt.Refused(int status, _, _, _) when status == FENCED -> refused++;
                case Attempt.Refused _, Attempt.Broken _ -> {}
                case null -> {}
            }
        }
        return new Answers(moves.size(), refused, answered);
    }

    private @Nullable Attempt untilItSays(URI zombie, TurnRequest turn, long oldEpoch)
            throws InterruptedException {
        String turnId = run + "~" + turn.sessionId() + "~" + turn.key();
        AtomicReference<@Nullable Attempt> last = new AtomicReference<>();
        Waiting.until(
                patience,
                () -> {
                    Attempt came =
                            client.ask(
                                    zombie,
                                    turn,
                                    Map.of(
                                            "X-Session-Epoch",
                                            Long.toString(oldEpoch),
                                            "X-Turn-ID",
                                            turnId),
                                    TIMEOUT,
                                    () -> {});
                    last.set(named(came, turnId));
                    return came instanceof Attempt.Answered
                            || (came instanceof Attempt.Refused refused
                                    && refused.status() == FENCED);
                });
        return last.get();
    }

    private static Attempt named(Attempt came, String turnId) {
        return came instanceof Attempt.Answered answer
                ? new Attempt.Answered(turnId, answer.text())
                : came;
    }
}
