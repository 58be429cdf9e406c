package io.pagurus.session.fold;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Immutable; equal by content. The last committed turns, by which a repeated request is recognised:
 * 12 bytes a turn. Their numbers follow each other and end at the session's {@code seq}, so none is
 * kept.
 */
public final class TurnWindow {

    /** Of a session without a turn. */
    public static final TurnWindow EMPTY = new TurnWindow(Marks.NONE, 0, -1);

    private final Marks turns;
    private final long lastAnswer;
    private final long lastOffset;

    private TurnWindow(Marks turns, long lastAnswer, long lastOffset) {
        this.turns = turns;
        this.lastAnswer = lastAnswer;
        this.lastOffset = lastOffset;
    }

    static TurnWindow of(Marks turns, long lastAnswer, long lastOffset) {
        return turns.size() == 0 ? EMPTY : new TurnWindow(turns, lastAnswer, lastOffset);
    }

    /** With one more turn; the oldest one goes when there are more than {@code limit}. */
    TurnWindow plus(String turnId, String requestDigest, long answer, long offset, int limit) {
        Marks more = turns.plus(Digest.ofId(turnId), Digest.ofRequest(requestDigest), limit);
        return new TurnWindow(more, answer, offset);
    }

    /** How many turns are remembered. */
    public int size() {
        return turns.size();
    }

    /** How many turns ago it was committed, 0 for the last one; −1 when it is not remembered. */
    int ago(String turnId) {
        int index = turns.size() == 0 ? -1 : turns.indexOf(Digest.ofId(turnId));
        return index < 0 ? -1 : turns.size() - 1 - index;
    }

    int requestMark(int ago) {
        return turns.beside(turns.size() - 1 - ago);
    }

    /** What stands for their ids ({@link Digest#ofId}), the oldest first. */
    public List<Long> ids() {
        return IntStream.range(0, turns.size()).mapToObj(turns::id).toList();
    }

    /** Eight bytes that stand for the last turn's messages; meaningless without a turn. */
    public long lastAnswer() {
        return lastAnswer;
    }

    /** Where the last turn's commit stands in the journal; −1 without a turn. */
    public long lastOffset() {
        return lastOffset;
    }

    Marks marks() {
        return turns;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TurnWindow window
                && turns.equals(window.turns)
                && lastAnswer == window.lastAnswer
                && lastOffset == window.lastOffset;
    }

    @Override
    public int hashCode() {
        return Objects.hash(turns, lastAnswer, lastOffset);
    }

    @Override
    public String toString() {
        return "TurnWindow" + turns + "@" + lastOffset;
    }
}
