package io.pagurus.history;

import io.pagurus.events.JournalRecord.TaskEnqueued;
import io.pagurus.events.JournalRecord.TaskSettled;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Confined to one thread. How the queued tasks of one life of a session came to their ends, by what
 * was accepted of them. An id is another task's only once the end of the first is no longer
 * remembered, which docs/sessions.md says of the last sixteen.
 */
final class QueuedEnds {

    private static final int REMEMBERED = 16;

    private final Map<String, Integer> maxAttempts = new HashMap<>();
    private final Set<String> ended = new HashSet<>();

    /** The last ones, the latest at the end. */
    private final Deque<String> remembered = new ArrayDeque<>();

    void enqueued(TaskEnqueued task) {
        maxAttempts.put(task.taskId(), task.maxAttempts());
        if (!remembered.contains(task.taskId())) {
            ended.remove(task.taskId());
        }
    }

    /** Whether the task had come to its end before. */
    boolean endsAgain(TaskSettled task) {
        if (ended.contains(task.taskId())) {
            return true;
        }
        if (isEnd(task)) {
            ended.add(task.taskId());
            remembered.addLast(task.taskId());
            if (remembered.size() > REMEMBERED) {
                remembered.removeFirst();
            }
        }
        return false;
    }

    /** An attempt that failed is followed by another one, unless it was the last. */
    private boolean isEnd(TaskSettled task) {
        return !task.outcome().equals(TaskSettled.FAILED)
                || task.attempt() >= maxAttempts.getOrDefault(task.taskId(), Integer.MAX_VALUE);
    }

    /** Another life begins. */
    void clear() {
        maxAttempts.clear();
        ended.clear();
        remembered.clear();
    }
}
