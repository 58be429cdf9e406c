package io.pagurus.protocol.world;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.TaskLeased;
import io.pagurus.events.JournalRecord.TaskSettled;
import io.pagurus.protocol.invariant.Invariant;
import io.pagurus.protocol.invariant.Violation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Confined to one judgement. What the queued tasks have been through, by their entries alone. */
final class QueueStory {

    private final Map<String, Integer> lastAttempt = new HashMap<>();
    private final Set<String> ended = new HashSet<>();

    @Nullable Violation accepted(JournalRecord record) {
        return switch (record) {
            case TaskLeased r -> leased(r);
            case TaskSettled r -> settled(r);
            case JournalRecord _ -> null;
        };
    }

    private @Nullable Violation leased(TaskLeased leased) {
        int last = lastAttempt.getOrDefault(leased.taskId(), 0);
        lastAttempt.put(leased.taskId(), leased.attempt());
        return leased.attempt() == last || leased.attempt() == last + 1
                ? null
                : new Violation(
                        Invariant.NO_RESULT_OF_AN_ATTEMPT_THAT_IS_OVER,
                        EntryText.of(leased) + " follows attempt " + last);
    }

    private @Nullable Violation settled(TaskSettled settled) {
        int last = lastAttempt.getOrDefault(settled.taskId(), 0);
        if (settled.attempt() != last) {
            return new Violation(
                    Invariant.NO_RESULT_OF_AN_ATTEMPT_THAT_IS_OVER,
                    EntryText.of(settled) + " is accepted after attempt " + last + " began");
        }
        boolean first =
                settled.outcome().equals(TaskSettled.FAILED)
                        ? !ended.contains(settled.taskId())
                        : ended.add(settled.taskId());
        return first
                ? null
                : new Violation(
                        Invariant.ONE_RESULT_A_TASK, EntryText.of(settled) + " is a second end");
    }
}
