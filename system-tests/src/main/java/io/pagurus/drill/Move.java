package io.pagurus.drill;

import io.pagurus.events.JournalRecord.OwnershipGranted;
import io.pagurus.events.Owner;
import io.pagurus.events.SessionEvent.SessionMoved;
import io.pagurus.history.JudgedEntry;
import io.pagurus.history.Projected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Immutable. A session that left the victim after the fault.
 *
 * @param requestedAt when the taker asked for it
 * @param movedAt when the brokers had SessionMoved
 */
record Move(String sessionId, long oldEpoch, Instant requestedAt, Instant movedAt) {

    private record Grant(String sessionId, long epoch) {}

    /** The first move of each session away from the victim since the fault. Pure. */
    static List<Move> away(
            String victim,
            Instant since,
            Collection<JudgedEntry> journal,
            Collection<Projected> projected) {
        Map<Grant, Instant> told = new HashMap<>();
        for (Projected event : projected) {
            if (event.event() instanceof SessionMoved moved) {
                told.putIfAbsent(new Grant(moved.sessionId(), moved.epoch()), event.writtenAt());
            }
        }
        Map<String, Owner> owners = new HashMap<>();
        Map<String, Move> moves = new HashMap<>();
        journal.stream()
                .filter(JudgedEntry::accepted)
                .sorted(Comparator.comparingLong(JudgedEntry::offset))
                .forEach(entry -> {
                    if (entry.record() instanceof OwnershipGranted grant) {
                        Owner before = owners.put(grant.sessionId(), grant.owner());
                        if (before != null
                                && before.node().equals(victim)
                                && !entry.writtenAt().isBefore(since)) {
                            moves.putIfAbsent(grant.sessionId(), of(grant, entry, told));
                        }
                    }
                });
        return new ArrayList<>(moves.values());
    }

    private static Move of(OwnershipGranted grant, JudgedEntry entry, Map<Grant, Instant> told) {
        return new Move(
                grant.sessionId(),
                grant.epoch() - 1,
                grant.requestedAt(),
                told.getOrDefault(new Grant(grant.sessionId(), grant.epoch()), entry.writtenAt()));
    }
}
