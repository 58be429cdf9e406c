package io.pagurus.protocol.world;

import io.pagurus.events.JournalRecord.OwnershipGranted;
import io.pagurus.events.JournalRecord.TurnCommitted;
import io.pagurus.protocol.invariant.Violation;
import io.pagurus.session.fold.EpochFloor;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.FoldedEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A journal up to an entry that the fold accepted.
 *
 * @param number in its line
 * @param before the one before; null for the empty journal
 * @param entry the accepted one, as production hands it on; null for the empty journal
 * @param length accepted entries so far
 * @param history the committed turns in order
 * @param ever the same with those that expired or were deleted
 * @param life how often the session was forgotten
 * @param floor the partition's epoch floor
 * @param violation what the fold has done wrong; null when nothing
 */
record LineNode(
        int number,
        @Nullable LineNode before,
        @Nullable FoldedEntry entry,
        int length,
        List<TurnCommitted> history,
        List<TurnCommitted> ever,
        int life,
        EpochFloor floor,
        @Nullable Violation violation) {

    static final LineNode EMPTY =
            new LineNode(0, null, null, 0, List.of(), List.of(), 0, EpochFloor.NONE, null);

    /** What became of an entry at the end of a journal. */
    record Landing(Verdict verdict, LineNode after) {}

    /** The session; null when nobody opened it, or when it was forgotten. */
    @Nullable SessionHeader header() {
        return entry == null ? null : entry.after();
    }

    SessionHeader session() {
        SessionHeader header = header();
        if (header == null) {
            throw new IllegalStateException("the session is not open");
        }
        return header;
    }

    long epoch() {
        SessionHeader header = header();
        return header == null ? 0 : header.epoch();
    }

    /** The grant of the next epoch, by somebody who has seen this. */
    OwnershipGranted grantTo(String node) {
        return header() == null
                ? Written.open(floor.next(), node, life)
                : Written.grant(epoch() + 1, node, life);
    }

    LineNode judged(@Nullable Violation found) {
        return new LineNode(number, before, entry, length, history, ever, life, floor, found);
    }

    /** As an instance has it that did not find the floor in its snapshot. */
    LineNode withoutFloor(int asNumber) {
        return new LineNode(
                asNumber, before, entry, length, history, ever, life, EpochFloor.NONE, violation);
    }

    /** The stored answer of a turn; 0 when it is not committed. */
    int answerOf(String turnId) {
        for (TurnCommitted turn : history) {
            if (turn.turnId().equals(turnId)) {
                return Written.answerOf(turn);
            }
        }
        return 0;
    }

    /** The accepted entries, in order. */
    List<FoldedEntry> entries() {
        List<FoldedEntry> entries = new ArrayList<>();
        for (LineNode node = this; node != null && node.entry() != null; node = node.before()) {
            entries.addFirst(node.entry());
        }
        return entries;
    }
}
