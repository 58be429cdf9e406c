package io.pagurus.history;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.OwnershipGranted;
import io.pagurus.events.JournalRecord.SessionClosed;
import io.pagurus.events.JournalRecord.SessionDeleted;
import io.pagurus.events.JournalRecord.SessionExpired;
import io.pagurus.events.JournalRecord.TaskSettled;
import io.pagurus.events.JournalRecord.TurnCommitted;
import io.pagurus.events.SessionEvent;
import io.pagurus.events.SessionEvent.SessionEnded;
import io.pagurus.events.SessionEvent.SessionErased;
import io.pagurus.events.SessionEvent.SessionLapsed;
import io.pagurus.events.SessionEvent.SessionMoved;
import io.pagurus.events.SessionEvent.SessionOpened;
import io.pagurus.events.SessionEvent.SessionQuarantined;
import io.pagurus.events.SessionEvent.TaskDeadLettered;
import io.pagurus.events.SessionEvent.TurnAccepted;
import io.pagurus.events.SessionEvent.WriteRefused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Immutable. One event of {@code claw.session.events}.
 *
 * @param id {@code topic-partition-offset} of the journal's entry that it tells of
 * @param writtenAt the broker's time of the event
 */
public record Projected(String id, Instant writtenAt, SessionEvent event) {

    /**
     * Where the projection is not what the journal says: an event that tells of something that was
     * not accepted, two events of one id that differ, an accepted grant or turn that is not told.
     */
    static List<Finding> differences(
            Map<String, List<JudgedEntry>> journal, Collection<Projected> projected) {
        if (projected.isEmpty()) {
            return List.of();
        }
        Map<String, Projected> byPlace = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (Projected told : projected) {
            Projected before = byPlace.putIfAbsent(told.place(), told);
            if (before != null && !before.event().equals(told.event())) {
                findings.add(finding(told.event().sessionId(), told.id() + " is told in two ways"));
            }
        }
        journal.forEach(
                (_, entries) -> entries.forEach(entry -> compare(findings, byPlace, entry)));
        return findings;
    }

    /** Partition and offset of the entry that the event tells of. */
    private String place() {
        return id.substring(id.lastIndexOf('-', id.lastIndexOf('-') - 1) + 1);
    }

    private static void compare(
            List<Finding> findings, Map<String, Projected> byPlace, JudgedEntry entry) {
        String place = entry.partition() + "-" + entry.offset();
        Projected told = byPlace.get(place);
        String session = entry.record().sessionId();
        if (told == null) {
            if (entry.accepted() && mustBeTold(entry.record())) {
                findings.add(finding(session, "the entry at " + place + " is not told"));
            }
        } else if (!agrees(told.event(), entry)) {
            findings.add(finding(session, "the entry at " + place + " is told as something else"));
        }
    }

    private static boolean mustBeTold(JournalRecord record) {
        return record instanceof OwnershipGranted || record instanceof TurnCommitted;
    }

    private static boolean agrees(SessionEvent told, JudgedEntry entry) {
        return switch (told) {
            case SessionOpened opened ->
                    entry.accepted()
                            && entry.record() instanceof OwnershipGranted grant
                            && grant.epoch() == opened.epoch()
                            && grant.owner().equals(opened.owner());
            case SessionMoved moved ->
                    entry.accepted()
                            && entry.record() instanceof OwnershipGranted grant
                            && grant.epoch() == moved.epoch()
                            && grant.owner().equals(moved.to());
            case TurnAccepted accepted ->
                    entry.accepted()
                            && entry.record() instanceof TurnCommitted turn
                            && turn.turnId().equals(accepted.turnId())
                            && turn.seq() == accepted.seq();
            case SessionEnded _ -> entry.accepted() && entry.record() instanceof SessionClosed;
            case SessionLapsed _ -> entry.accepted() && entry.record() instanceof SessionExpired;
            case SessionErased _ -> entry.accepted() && entry.record() instanceof SessionDeleted;
            case TaskDeadLettered dead ->
                    entry.accepted()
                            && entry.record() instanceof TaskSettled settled
                            && settled.taskId().equals(dead.taskId());
            case WriteRefused _ -> !entry.accepted();
            case SessionQuarantined _ -> true;
        };
    }

    private static Finding finding(String session, String detail) {
        return new Finding(Invariant.PROJECTION_EQUALS_FOLD, session, null, detail);
    }
}
