package io.pagurus.session.fold;

import io.pagurus.events.JournalRecord.TurnCommitted;
import io.pagurus.events.JournalRecord.TurnFailed;
import io.pagurus.events.JournalRecord.TurnStarted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pure. What the owner may do with turns; that it is the owner has been seen before. */
final class TurnRules {

    private final FoldLimits limits;

    TurnRules(FoldLimits limits) {
        this.limits = limits;
    }

    Folded start(SessionHeader h, TurnStarted start, Position at) {
        RememberedTurn known = h.turn(start.turnId());
        if (known != null) {
            return known.requestDigest().equals(start.requestDigest())
                    ? Folded.duplicate(h, known.seq())
                    : Folded.refused(h, Reason.DIGEST_MISMATCH);
        }
        RunningTurn interrupted = h.running(start.turnId());
        if (interrupted == null) {
            // Another turn may have been running: its client is gone, and nothing of it was told.
            return Folded.accepted(HeaderChange.running(h, begun(start, at), at));
        }
        if (!interrupted.requestDigest().equals(start.requestDigest())) {
            return Folded.refused(h, Reason.DIGEST_MISMATCH);
        }
        return Folded.accepted(
                HeaderChange.running(h, interrupted.restarted(start.streaming()), at));
    }

    private static RunningTurn begun(TurnStarted start, Position at) {
        return new RunningTurn(
                start.turnId(),
                start.requestDigest(),
                start.startedAt(),
                start.streaming(),
                at.offset(),
                List.of());
    }

    Folded commit(SessionHeader h, TurnCommitted turn, Position at) {
        RememberedTurn known = h.turn(turn.turnId());
        if (known != null) {
            return repeated(h, known, turn);
        }
        RunningTurn running = h.running(turn.turnId());
        if (running != null && !running.requestDigest().equals(turn.requestDigest())) {
            return Folded.refused(h, Reason.DIGEST_MISMATCH);
        }
        if (turn.seq() == h.seq() + 1) {
            return Folded.accepted(HeaderChange.committed(h, turn, limits.rememberedTurns(), at));
        }
        return Folded.refused(h, tooOld(h, turn.seq()) ? Reason.TURN_ID_TOO_OLD : Reason.SEQ_GAP);
    }

    private static Folded repeated(SessionHeader h, RememberedTurn known, TurnCommitted turn) {
        if (!known.requestDigest().equals(turn.requestDigest())) {
            return Folded.refused(h, Reason.DIGEST_MISMATCH);
        }
        return known.answerDigest() == AnswerDigest.of(turn.messages())
                ? Folded.duplicate(h, known.seq())
                : Folded.refused(h, Reason.ANSWER_DIFFERS);
    }

    private static boolean tooOld(SessionHeader h, long seq) {
        return !h.remembered().isEmpty() && seq < h.remembered().getFirst().seq();
    }

    Folded fail(SessionHeader h, TurnFailed failed, Position at) {
        RunningTurn running = h.running(failed.turnId());
        if (running != null) {
            // Steps that must not be repeated are kept: whoever starts the turn again meets them.
            RunningTurn kept = running.hasStepsOfOneEffect() ? running : null;
            return Folded.accepted(HeaderChange.running(h, kept, at));
        }
        @Nullable RememberedTurn committed = h.turn(failed.turnId());
        return h.running() == null && committed == null
                ? Folded.duplicate(h, h.seq())
                : Folded.refused(h, Reason.NO_RUNNING_TURN);
    }
}
