package io.pagurus.session.fold;

import io.pagurus.events.JournalRecord.AgentStateSet;
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
        KnownTurn known = h.turn(start.turnId());
        if (known != null) {
            return known.answers(start.requestDigest())
                    ? Folded.duplicate(h, known.seq())
                    : Folded.refused(h, Reason.DIGEST_MISMATCH);
        }
        RunningTurn interrupted = h.running(start.turnId());
        if (interrupted == null && h.state() instanceof SessionState.Frozen) {
            return Folded.refused(h, Reason.FROZEN);
        }
        if (h.unsettled().isAbandoned(start.turnId())) {
            return Folded.refused(h, Reason.UNCERTAIN_TURN);
        }
        RunningTurn begun = interrupted == null ? h.unsettled().turn(start.turnId()) : interrupted;
        if (begun != null && !begun.requestDigest().equals(start.requestDigest())) {
            return Folded.refused(h, Reason.DIGEST_MISMATCH);
        }
        // Another turn may have been running: its client is gone, and nothing of it was told.
        Unsettled others = h.unsettled().without(start.turnId());
        return HeaderChange.of(h, at)
                .unsettled(interrupted == null ? setAside(others, h.running()) : others)
                .running(begun == null ? begun(start, at) : begun.restarted(start.streaming()))
                .accepted();
    }

    /** Steps that must not be repeated are kept: whoever starts the turn again meets them. */
    private Unsettled setAside(Unsettled others, @Nullable RunningTurn left) {
        return left != null && left.hasStepsOfOneEffect() ? others.plus(left, limits) : others;
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
        KnownTurn known = h.turn(turn.turnId());
        if (known != null) {
            return repeated(h, known, turn);
        }
        if (h.unsettled().isAbandoned(turn.turnId())) {
            return Folded.refused(h, Reason.UNCERTAIN_TURN);
        }
        RunningTurn running = h.running(turn.turnId());
        RunningTurn begun = running == null ? h.unsettled().turn(turn.turnId()) : running;
        if (begun != null && !begun.requestDigest().equals(turn.requestDigest())) {
            return Folded.refused(h, Reason.DIGEST_MISMATCH);
        }
        if (running == null && h.state() instanceof SessionState.Frozen) {
            return Folded.refused(h, Reason.FROZEN);
        }
        if (turn.seq() != h.seq() + 1) {
            return Folded.refused(
                    h, tooOld(h, turn.seq()) ? Reason.TURN_ID_TOO_OLD : Reason.SEQ_GAP);
        }
        return HeaderChange.of(h, at)
                .committed(remember(h.window(), turn, at))
                .running(running == null ? h.running() : null)
                .unsettled(h.unsettled().without(turn.turnId()))
                .agentState(turn.agentState())
                .accepted();
    }

    /**
     * Of the last turn alone the answer is known; of another nobody can say that it is the same.
     */
    private static Folded repeated(SessionHeader h, KnownTurn known, TurnCommitted turn) {
        if (!known.answers(turn.requestDigest())) {
            return Folded.refused(h, Reason.DIGEST_MISMATCH);
        }
        return known.last() && h.window().lastAnswer() == answer(turn)
                ? Folded.duplicate(h, known.seq())
                : Folded.refused(h, Reason.ANSWER_DIFFERS);
    }

    private TurnWindow remember(TurnWindow before, TurnCommitted turn, Position at) {
        return before.plus(
                turn.turnId(),
                turn.requestDigest(),
                answer(turn),
                at.offset(),
                limits.rememberedTurns());
    }

    private static long answer(TurnCommitted turn) {
        return turn.answerDigest() == null
                ? Digest.ofMessages(turn.messages())
                : Digest.parse(turn.answerDigest());
    }

    private static boolean tooOld(SessionHeader h, long seq) {
        return h.window().size() > 0 && seq <= h.seq() - h.window().size();
    }

    Folded fail(SessionHeader h, TurnFailed failed, Position at) {
        RunningTurn running = h.running(failed.turnId());
        if (running != null) {
            return HeaderChange.of(h, at)
                    .unsettled(setAside(h.unsettled(), running))
                    .running(null)
                    .accepted();
        }
        return h.running() == null && h.turn(failed.turnId()) == null
                ? Folded.duplicate(h, h.seq())
                : Folded.refused(h, Reason.NO_RUNNING_TURN);
    }

    /** Compare and set: of two that replace one version, one is told so. */
    Folded setState(SessionHeader h, AgentStateSet set, Position at) {
        AgentVersion agent = h.agent();
        if (set.expectedVersion() == agent.version()) {
            return HeaderChange.of(h, at).agentState(set.agentState()).accepted();
        }
        return set.expectedVersion() == agent.version() - 1
                        && Digest.of(set.agentState()) == agent.digest()
                ? Folded.duplicate(h, h.seq())
                : Folded.refused(h, Reason.VERSION_CONFLICT);
    }
}
