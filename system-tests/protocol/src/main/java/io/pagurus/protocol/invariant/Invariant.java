package io.pagurus.protocol.invariant;

import java.util.Locale;

/** Immutable. What must hold after every step, whatever has gone wrong. */
public enum Invariant {
    /** What a client was told is in the fold, with the same answer, for good. */
    ACKNOWLEDGED_IS_IN_THE_FOLD,
    /** No turn id is in a history twice. */
    NO_TURN_TWICE,
    /** A turn that was asked for after another was told stands behind it. */
    ACKNOWLEDGED_ORDER_IS_KEPT,
    /** One accepted owner an epoch; each epoch is the one before plus 1. */
    ONE_OWNER_AN_EPOCH,
    /** No write is accepted but of the current epoch's owner. */
    NOTHING_UNDER_AN_OLD_EPOCH,
    /** Once a start was accepted, nothing is that belongs to an earlier one of its epoch. */
    NOTHING_OF_AN_EARLIER_START,
    /** The view is what the fold is at the view's offset. */
    VIEW_EQUALS_THE_FOLD,
    /** A task has at most one terminal result. */
    ONE_RESULT_A_TASK,
    /** Once nothing goes wrong any more, the session serves. */
    LIVE_SESSIONS_SERVE,
    /** The same journal gives the same headers, verdicts and events. */
    REPLAY_IS_DETERMINISTIC,
    /** A tool that must not be repeated is not called again for the same task. */
    ONE_EFFECT_A_TASK,
    /** No result is accepted of an attempt that is not the last one. */
    NO_RESULT_OF_AN_ATTEMPT_THAT_IS_OVER,
    /** A frozen session begins no turn. */
    FROZEN_BEGINS_NOTHING,
    /** A session that was closed or deleted takes no grant and no write. */
    ENDED_TAKES_NOTHING,
    /** A state of the agent replaces the version that its writer saw. */
    STATE_REPLACES_WHAT_WAS_SEEN,
    /** What is loaded from a snapshot and its tail is what the whole journal gives. */
    SNAPSHOT_AND_TAIL_EQUAL_THE_FOLD;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name in reports, such as {@code no-turn-twice}. */
    public String text() {
        return text;
    }
}
