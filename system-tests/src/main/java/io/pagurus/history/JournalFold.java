package io.pagurus.history;

import io.pagurus.events.Decoded;
import io.pagurus.events.JournalMark.RulesAdvanced;
import io.pagurus.events.JournalRecord;
import io.pagurus.history.EventReader.ReadEvent;
import io.pagurus.history.JudgedEntry.Outcome;
import io.pagurus.session.fold.EpochFloor;
import io.pagurus.session.fold.FoldLimits;
import io.pagurus.session.fold.IdSyntax;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.MarkedRules;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.Replay;
import io.pagurus.session.fold.RulesMarks;
import io.pagurus.session.fold.RulesVersion;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Immutable. The production fold's verdicts on a whole journal, whoever wrote it. Pure. */
public final class JournalFold {

    private JournalFold() {}

    /** Judges each entry that can be read; one that cannot puts its session in quarantine. */
    public static List<JudgedEntry> fold(List<ReadEvent> journal) {
        RulesMarks marks = new RulesMarks();
        SessionFold fold = new SessionFold(new MarkedRules(FoldLimits.DEFAULT, marks));
        Map<String, Replay> sessions = new HashMap<>();
        Map<Integer, EpochFloor> floors = new HashMap<>();
        List<JudgedEntry> judged = new ArrayList<>();
        journal.stream()
                .sorted(
                        Comparator.comparingInt(ReadEvent::partition)
                                .thenComparingLong(ReadEvent::offset))
                .forEach(read -> {
                    mark(read, marks);
                    JournalEntry entry = entry(read);
                    if (entry == null) {
                        return;
                    }
                    Replay session =
                            sessions.computeIfAbsent(entry.sessionId(), _ -> new Replay(fold));
                    Verdict verdict =
                            session.apply(
                                    entry,
                                    floors.getOrDefault(read.partition(), EpochFloor.NONE),
                                    new Position(read.partition(), read.offset()));
                    floors.put(read.partition(), session.floor());
                    if (entry instanceof JournalEntry.Written(JournalRecord record)) {
                        judged.add(judged(read, record, verdict));
                    }
                });
        return judged;
    }

    private static void mark(ReadEvent read, RulesMarks marks) {
        if (read.decoded() instanceof Decoded.Known(var event)
                && event.data() instanceof RulesAdvanced advanced) {
            RulesVersion version = RulesVersion.of(advanced.version()).orElseThrow();
            marks.take(version, new Position(read.partition(), read.offset()));
        }
    }

    private static @Nullable JournalEntry entry(ReadEvent read) {
        String key = read.key();
        // There is no session that it could be of.
        if (key == null || !IdSyntax.isId(key)) {
            return null;
        }
        return switch (read.decoded()) {
            case Decoded.Known(var event) when event.data() instanceof JournalRecord record ->
                    new JournalEntry.Written(record);
            case Decoded.Known _ -> null;
            case Decoded.UnknownType(String type) ->
                    new JournalEntry.Unreadable(key, "unknown type " + type);
            case Decoded.Broken(String reason) -> new JournalEntry.Unreadable(key, reason);
        };
    }

    private static JudgedEntry judged(ReadEvent read, JournalRecord record, Verdict verdict) {
        return new JudgedEntry(
                read.partition(),
                read.offset(),
                read.writtenAt(),
                record,
                switch (verdict) {
                    case Verdict.Accepted _ -> Outcome.ACCEPTED;
                    case Verdict.Duplicate _ -> Outcome.DUPLICATE;
                    case Verdict.Refused _ -> Outcome.REFUSED;
                },
                verdict instanceof Verdict.Refused(var reason) ? reason.text() : "");
    }
}
