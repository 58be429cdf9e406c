package io.pagurus.history;

import static java.util.stream.Collectors.groupingBy;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.OwnershipGranted;
import io.pagurus.events.JournalRecord.TaskFinished;
import io.pagurus.events.JournalRecord.TaskIntended;
import io.pagurus.events.JournalRecord.TurnCommitted;
import io.pagurus.events.JournalRecord.TurnStarted;
import io.pagurus.history.Acknowledged.What;
import io.pagurus.history.JudgedEntry.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pure. What nodes and gateways saw of a run beside the turns that clients were told of: writes
 * that were acknowledged to them, and histories that were read.
 */
public final class SeenChecks {

    private SeenChecks() {}

    /** Each acknowledged write stands in the journal, and the fold does not refuse it. */
    public static List<Finding> acknowledged(
            List<JudgedEntry> journal, Collection<Acknowledged> told) {
        Set<Acknowledged> written = new HashSet<>();
        for (JudgedEntry entry : journal) {
            Acknowledged write = write(entry.record());
            if (write != null && entry.outcome() != Outcome.REFUSED) {
                written.add(write);
            }
        }
        return told.stream()
                .distinct()
                .filter(write -> !written.contains(write))
                .map(SeenChecks::missing)
                .toList();
    }

    private static @Nullable Acknowledged write(JournalRecord record) {
        return switch (record) {
            case OwnershipGranted grant ->
                    new Acknowledged(
                            grant.sessionId(),
                            What.GRANT,
                            grant.epoch(),
                            grant.owner().node(),
                            "",
                            "");
            case TurnStarted start ->
                    new Acknowledged(
                            start.sessionId(),
                            What.START,
                            start.epoch(),
                            start.node(),
                            start.turnId(),
                            "");
            case TaskIntended intent ->
                    new Acknowledged(
                            intent.sessionId(),
                            What.INTENT,
                            intent.epoch(),
                            intent.node(),
                            intent.turnId(),
                            intent.taskId());
            case TaskFinished result ->
                    new Acknowledged(
                            result.sessionId(),
                            What.RESULT,
                            result.epoch(),
                            result.node(),
                            result.turnId(),
                            result.taskId());
            default -> null;
        };
    }

    private static Finding missing(Acknowledged write) {
        return new Finding(
                Invariant.ACKNOWLEDGED_IS_WRITTEN,
                write.sessionId(),
                write.turnId().isEmpty() ? null : write.turnId(),
                "%s %s of %s under epoch %d was acknowledged, and the fold does not take it"
                        .formatted(write.what(), write.taskId(), write.node(), write.epoch()));
    }

    /** Each history that was read is a beginning of the accepted one. */
    public static List<Finding> readBack(List<JudgedEntry> journal, Collection<ReadBack> reads) {
        Map<String, Map<Long, TurnCommitted>> kept = new HashMap<>();
        for (JudgedEntry entry : journal) {
            if (entry.accepted() && entry.record() instanceof TurnCommitted turn) {
                kept.computeIfAbsent(turn.sessionId(), _ -> new HashMap<>()).put(turn.seq(), turn);
            }
        }
        List<Finding> findings = new ArrayList<>();
        reads.stream()
                .collect(groupingBy(ReadBack::sessionId))
                .forEach((session, some) ->
                        some.forEach(read ->
                                compare(findings, read, kept.getOrDefault(session, Map.of()))));
        return findings;
    }

    private static void compare(
            List<Finding> findings, ReadBack read, Map<Long, TurnCommitted> kept) {
        for (int i = 0; i < read.turns().size(); i++) {
            ReadBack.ReadTurn shown = read.turns().get(i);
            TurnCommitted turn = kept.get(shown.seq());
            if (shown.seq() != i + 1L
                    || turn == null
                    || !turn.turnId().equals(shown.turnId())
                    || !SessionStory.answered(turn).equals(shown.answer())) {
                findings.add(
                        new Finding(
                                Invariant.READ_IS_HISTORY,
                                read.sessionId(),
                                shown.turnId(),
                                "was shown as turn %d, place %d, and the history has %s there"
                                        .formatted(
                                                shown.seq(),
                                                i + 1,
                                                turn == null ? "nothing" : turn.turnId())));
                return;
            }
        }
    }
}
