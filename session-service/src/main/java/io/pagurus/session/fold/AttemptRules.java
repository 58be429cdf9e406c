package io.pagurus.session.fold;

import io.pagurus.events.JournalRecord.OfTurn;
import io.pagurus.events.JournalRecord.TurnCommitted;
import io.pagurus.events.JournalRecord.TurnStarted;
import org.jspecify.annotations.Nullable;

/**
 * Pure. The fence within an epoch: once a start was accepted, nothing of an earlier one is, however
 * late it comes, and the same start again changes nothing. So a call that was repeated because
 * nobody answered does no harm when its first copy arrives after all.
 */
final class AttemptRules {

    private AttemptRules() {}

    /** The owner's entry; one without a number is judged by the rule alone. */
    static Folded judge(SessionHeader h, OfTurn record, Position at, FencedRules.Rule rule) {
        Long attempt = record.attempt();
        // Of a committed turn the answer is known, whoever asks for it.
        if (attempt == null || h.turn(record.turnId()) != null) {
            return rule.judge(h);
        }
        if (attempt < h.attempt()) {
            return Folded.refused(h, Reason.STALE_ATTEMPT);
        }
        if (record instanceof TurnStarted start) {
            return attempt > h.attempt()
                    ? numbered(rule.judge(h), attempt, at)
                    : repeated(h, start, at);
        }
        if (h.attempt() == 0) {
            // Its start may stand before the mark from which on they are compared.
            return rule.judge(h);
        }
        if (attempt > h.attempt()) {
            return Folded.refused(h, Reason.UNKNOWN_ATTEMPT);
        }
        return record instanceof TurnCommitted && h.running(record.turnId()) == null
                ? Folded.refused(h, Reason.NO_RUNNING_TURN)
                : rule.judge(h);
    }

    private static Folded numbered(Folded started, long attempt, Position at) {
        SessionHeader after = started.header();
        return started.verdict() instanceof Verdict.Accepted && after != null
                ? HeaderChange.of(after, at).attempt(attempt).accepted()
                : started;
    }

    /** Whoever made the first call has begun no step yet, or has, and knows of it. */
    private static Folded repeated(SessionHeader h, TurnStarted start, Position at) {
        @Nullable RunningTurn running = h.running(start.turnId());
        if (running == null) {
            return Folded.refused(h, Reason.STALE_ATTEMPT);
        }
        return running.requestDigest().equals(start.requestDigest())
                ? HeaderChange.of(h, at).accepted()
                : Folded.refused(h, Reason.DIGEST_MISMATCH);
    }
}
