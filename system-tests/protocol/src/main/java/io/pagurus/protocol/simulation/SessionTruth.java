package io.pagurus.protocol.simulation;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.TurnCommitted;
import io.pagurus.protocol.invariant.Invariant;
import io.pagurus.protocol.world.Story;
import io.pagurus.session.fold.EpochFloor;
import io.pagurus.session.fold.Folded;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.Replay;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.FoldedEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Confined to one thread. What the journal makes of one session, folded as its entries land. */
final class SessionTruth {

    private final SessionFold fold;
    private final Witness witness;
    private final Story story = new Story();
    private final List<FoldedEntry> accepted = new ArrayList<>();
    private @Nullable SessionHeader header;
    private int toldPlace = -1;

    SessionTruth(SessionFold fold, Witness witness) {
        this.fold = fold;
        this.witness = witness;
    }

    FoldedEntry landed(JournalRecord record, EpochFloor floor, Position at) {
        JournalEntry entry = new JournalEntry.Written(record);
        Folded folded = fold.apply(header, floor, entry, at);
        FoldedEntry told =
                new FoldedEntry(
                        entry,
                        at,
                        Instant.EPOCH,
                        1,
                        true,
                        header,
                        folded.header(),
                        folded.verdict());
        header = folded.header();
        if (folded.verdict() instanceof Verdict.Accepted) {
            accepted.add(told);
            story.accepted(record);
            witness.broken(story.violation());
        }
        return told;
    }

    @Nullable SessionHeader header() {
        return header;
    }

    /** The client was told this answer. */
    void told(String turnId, int answer) {
        List<TurnCommitted> ever = story.ever();
        for (int place = 0; place < ever.size(); place++) {
            if (ever.get(place).turnId().equals(turnId)
                    && SimEntries.answerOf(ever.get(place)) == answer) {
                if (place < toldPlace) {
                    witness.broken(
                            Invariant.ACKNOWLEDGED_ORDER_IS_KEPT,
                            turnId + " stands before a turn that was told earlier");
                }
                toldPlace = place;
                return;
            }
        }
        witness.broken(
                Invariant.ACKNOWLEDGED_IS_IN_THE_FOLD,
                turnId + " was told with answer " + answer + ", and is not there");
    }

    /** The stored answer; 0 when the turn is not there. */
    int answerOf(String turnId) {
        for (TurnCommitted turn : story.history()) {
            if (turn.turnId().equals(turnId)) {
                return SimEntries.answerOf(turn);
            }
        }
        return 0;
    }

    /** The session up to an offset, with its bodies. */
    Replay replay(long offset) {
        Replay replay = new Replay(fold);
        for (FoldedEntry entry : accepted) {
            if (entry.at().offset() <= offset) {
                // It was accepted, whatever the floor was.
                replay.apply(entry.entry(), EpochFloor.NONE, entry.at());
            }
        }
        return replay;
    }
}
