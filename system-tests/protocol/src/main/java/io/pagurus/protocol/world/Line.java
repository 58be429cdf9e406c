package io.pagurus.protocol.world;

import io.pagurus.protocol.variant.Protocol;
import io.pagurus.protocol.world.LineNode.Landing;
import io.pagurus.session.fold.EpochFloor;
import io.pagurus.session.fold.Folded;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.FoldedEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Confined to one thread. All journals that were met, as a tree: each is folded once, by the
 * production fold, however many states share it. An entry that the fold does not accept takes no
 * place: nothing refers to its offset, and the order of the others is what it was.
 */
final class Line {

    private final SessionFold fold;
    private final Entries entries;
    private final LineJudge judge;
    private final List<LineNode> nodes = new ArrayList<>();
    private final Map<Long, Landing> landings = new HashMap<>();
    private final Map<Integer, LineNode> withoutFloor = new HashMap<>();

    Line(Protocol protocol, Entries entries) {
        this.fold = new SessionFold(protocol.rules());
        this.entries = entries;
        this.judge = new LineJudge(protocol);
        nodes.add(LineNode.EMPTY);
    }

    LineNode empty() {
        return nodes.getFirst();
    }

    LineNode node(int number) {
        return nodes.get(number);
    }

    /** The verdict alone: the entry is not taken into the line. */
    Verdict verdict(LineNode end, int entry) {
        JournalEntry written = new JournalEntry.Written(entries.record(entry));
        return fold.apply(end.header(), end.floor(), written, new Position(0, end.length()))
                .verdict();
    }

    Landing land(LineNode end, int entry) {
        long key = (long) end.number() << Integer.SIZE | entry;
        Landing known = landings.get(key);
        if (known == null) {
            known = judged(end, new JournalEntry.Written(entries.record(entry)));
            landings.put(key, known);
        }
        return known;
    }

    private Landing judged(LineNode end, JournalEntry entry) {
        Position at = new Position(0, end.length());
        Folded folded = fold.apply(end.header(), end.floor(), entry, at);
        FoldedEntry told =
                new FoldedEntry(
                        entry,
                        at,
                        Instant.EPOCH,
                        1,
                        true,
                        end.header(),
                        folded.header(),
                        folded.verdict());
        return new Landing(folded.verdict(), told.changed() ? longer(end, told) : end);
    }

    private LineNode longer(LineNode end, FoldedEntry told) {
        LineNode node = judge.judged(nodes.size(), end, told);
        nodes.add(node);
        return node;
    }

    /** The same journal as it is loaded from a snapshot that lacks the floor. */
    LineNode withoutFloor(LineNode end) {
        if (end.floor().equals(EpochFloor.NONE)) {
            return end;
        }
        LineNode known = withoutFloor.get(end.number());
        if (known == null) {
            known = end.withoutFloor(nodes.size());
            nodes.add(known);
            withoutFloor.put(end.number(), known);
        }
        return known;
    }

    int size() {
        return nodes.size();
    }
}
