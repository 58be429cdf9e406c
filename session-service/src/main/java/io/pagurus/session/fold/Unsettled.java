package io.pagurus.session.fold;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable; equal by content. Turns that were left with a step that must not be repeated, the
 * oldest first. Started again, such a turn goes on after its steps. There is room for a few; of one
 * that falls out the id alone is kept, and it cannot be started again.
 *
 * @param abandoned the digests of the ids that fell out
 */
public record Unsettled(List<RunningTurn> turns, List<Long> abandoned) {

    public static final Unsettled NONE = new Unsettled(List.of(), List.of());

    public Unsettled {
        turns = List.copyOf(turns);
        abandoned = List.copyOf(abandoned);
    }

    /** The turn of an id; null when it is not among them. */
    public @Nullable RunningTurn turn(String turnId) {
        return turns.stream().filter(turn -> turn.turnId().equals(turnId)).findFirst().orElse(null);
    }

    /** Whether the turn's steps are known no more, and must not be repeated. */
    public boolean isAbandoned(String turnId) {
        return !abandoned.isEmpty() && abandoned.contains(Digest.ofId(turnId));
    }

    Unsettled plus(RunningTurn left, FoldLimits limits) {
        List<RunningTurn> more = new ArrayList<>(turns);
        List<Long> gone = new ArrayList<>(abandoned);
        more.add(left);
        while (more.size() > limits.unsettledTurns()) {
            gone.add(Digest.ofId(more.removeFirst().turnId()));
        }
        while (gone.size() > limits.abandonedTurns()) {
            gone.removeFirst();
        }
        return new Unsettled(more, gone);
    }

    Unsettled without(String turnId) {
        return turn(turnId) == null
                ? this
                : new Unsettled(
                        turns.stream().filter(turn -> !turn.turnId().equals(turnId)).toList(),
                        abandoned);
    }
}
