package io.pagurus.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Immutable. The recovery of every session that left the victim while a client waited for it. Pure.
 *
 * <p>A session whose client asked for nothing while it moved has no recovery: nobody waited.
 */
final class Recoveries {

    private Recoveries() {}

    /**
     * @param ejectedAt when the victim was ejected; the fault's own time where it never was
     */
    static List<Recovery> of(
            Instant faultAt,
            Instant ejectedAt,
            Collection<Move> moves,
            Collection<TurnRecord> turns) {
        List<Recovery> recoveries = new ArrayList<>();
        for (Move move : moves) {
            waitingFor(move, turns)
                    .flatMap(turn -> recovery(faultAt, ejectedAt, move, turn))
                    .ifPresent(recoveries::add);
        }
        return recoveries;
    }

    private static Optional<TurnRecord> waitingFor(Move move, Collection<TurnRecord> turns) {
        return turns.stream()
                .filter(turn -> turn.request().sessionId().equals(move.sessionId()))
                .filter(turn -> turn.ranAt(move.movedAt()))
                .min(Comparator.comparing(TurnRecord::sentAt));
    }

    private static Optional<Recovery> recovery(
            Instant faultAt, Instant ejectedAt, Move move, TurnRecord turn) {
        return turn.firstArrivalAfter(move.movedAt())
                .map(first -> {
                    Instant begin = later(faultAt, turn.sentAt());
                    Instant detected = later(begin, ejectedAt);
                    Instant decided = later(detected, move.requestedAt());
                    Instant moved = later(decided, move.movedAt());
                    return new Recovery(
                            move.sessionId(),
                            turn.ranAt(faultAt),
                            Duration.between(begin, detected),
                            Duration.between(detected, decided),
                            Duration.between(decided, moved),
                            Duration.between(moved, later(moved, first)));
                });
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
