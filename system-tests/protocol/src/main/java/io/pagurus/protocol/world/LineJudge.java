package io.pagurus.protocol.world;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.OwnershipGranted;
import io.pagurus.events.SessionEvent;
import io.pagurus.protocol.invariant.Invariant;
import io.pagurus.protocol.invariant.Violation;
import io.pagurus.protocol.variant.Protocol;
import io.pagurus.session.fold.EpochFloor;
import io.pagurus.session.fold.Folded;
import io.pagurus.session.fold.HeaderCodec;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.SessionState;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.FoldedEntry;
import io.pagurus.session.projection.ProjectedEvent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pure. Whether a journal that is one entry longer still keeps what the fold owes. */
final class LineJudge {

    private static final String PROBE = "probe";

    private final Protocol protocol;

    LineJudge(Protocol protocol) {
        this.protocol = protocol;
    }

    /** The journal with one more entry, judged. */
    LineNode judged(int number, LineNode before, FoldedEntry entry) {
        List<FoldedEntry> entries = before.entries();
        entries.add(entry);
        EpochFloor floor = protocol.floor(before.floor(), entry);
        Story story = new Story();
        entries.forEach(accepted -> story.accepted(record(accepted)));
        Violation found = before.violation() == null ? story.violation() : before.violation();
        found = found == null ? replay(entries, floor) : found;
        found = found == null ? stored(entry) : found;
        LineNode after =
                new LineNode(
                        number,
                        before,
                        entry,
                        entries.size(),
                        story.history(),
                        story.ever(),
                        story.life(),
                        floor,
                        found);
        return found == null ? after.judged(serves(after)) : after;
    }

    private static JournalRecord record(FoldedEntry entry) {
        if (entry.entry() instanceof JournalEntry.Written(JournalRecord record)) {
            return record;
        }
        throw new IllegalStateException("the model writes what can be read");
    }

    /** Another fold of the same entries says the same, and so does its projection. */
    private @Nullable Violation replay(List<FoldedEntry> accepted, EpochFloor end) {
        SessionFold again = new SessionFold(protocol.rules());
        SessionHeader header = null;
        EpochFloor floor = EpochFloor.NONE;
        for (FoldedEntry entry : accepted) {
            Folded folded = again.apply(header, floor, entry.entry(), entry.at());
            FoldedEntry replayed =
                    new FoldedEntry(
                            entry.entry(),
                            entry.at(),
                            entry.time(),
                            entry.bytes(),
                            entry.live(),
                            header,
                            folded.header(),
                            folded.verdict());
            Optional<SessionEvent> event = ProjectedEvent.of(replayed);
            if (!replayed.equals(entry) || !event.equals(ProjectedEvent.of(entry))) {
                return new Violation(
                        Invariant.REPLAY_IS_DETERMINISTIC,
                        "folded again, " + EntryText.of(record(entry)) + " gives another session");
            }
            header = folded.header();
            floor = protocol.floor(floor, replayed);
        }
        return floor.equals(end)
                ? null
                : new Violation(
                        Invariant.REPLAY_IS_DETERMINISTIC, "folded again, the floor is another");
    }

    /** A snapshot keeps the header to the last field. */
    private static @Nullable Violation stored(FoldedEntry entry) {
        SessionHeader header = entry.after();
        return header == null
                        || HeaderCodec.decode(header.sessionId(), HeaderCodec.encode(header))
                                .equals(header)
                ? null
                : new Violation(
                        Invariant.SNAPSHOT_AND_TAIL_EQUAL_THE_FOLD,
                        "after " + EntryText.of(record(entry)) + " a snapshot is another header");
    }

    /** With no more faults: a node takes the session over, and a turn is accepted. */
    private @Nullable Violation serves(LineNode node) {
        SessionHeader end = node.header();
        boolean over =
                end != null
                        && !end.state().takesWrites()
                        && !(end.state() instanceof SessionState.Expired);
        if (over) {
            return null;
        }
        SessionFold fold = new SessionFold(protocol.rules());
        OwnershipGranted grant = node.grantTo("n9");
        long epoch = grant.epoch();
        long seq = end == null ? 1 : end.seq() + 1;
        SessionHeader h = end;
        long offset = node.length();
        for (JournalRecord probe :
                List.of(
                        grant,
                        Written.start(epoch, "n9", PROBE, node.life(), 0),
                        Written.commit(epoch, "n9", seq, PROBE, 1, node.life(), 0))) {
            Folded folded =
                    fold.apply(
                            h,
                            node.floor(),
                            new JournalEntry.Written(probe),
                            new Position(0, offset++));
            if (!(folded.verdict() instanceof Verdict.Accepted)) {
                return new Violation(
                        Invariant.LIVE_SESSIONS_SERVE,
                        EntryText.of(probe) + " is " + folded.verdict());
            }
            h = folded.header();
        }
        return null;
    }
}
