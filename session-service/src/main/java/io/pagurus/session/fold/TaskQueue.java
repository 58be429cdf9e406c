package io.pagurus.session.fold;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Immutable; equal by content. The session's tasks that outlive their turn: the open ones in the
 * order in which they were enqueued, and the ids of the last that came to their end.
 */
public final class TaskQueue {

    public static final TaskQueue EMPTY = new TaskQueue(List.of(), Marks.NONE);

    private final List<QueuedTask> open;
    private final Marks settled;

    private TaskQueue(List<QueuedTask> open, Marks settled) {
        this.open = open;
        this.settled = settled;
    }

    static TaskQueue of(List<QueuedTask> open, Marks settled) {
        return open.isEmpty() && settled.size() == 0
                ? EMPTY
                : new TaskQueue(List.copyOf(open), settled);
    }

    /** The open tasks, in the order in which they were enqueued. */
    public List<QueuedTask> open() {
        return open;
    }

    /** The open task of an id; null when there is none. */
    public @Nullable QueuedTask task(String taskId) {
        return open.stream().filter(task -> task.taskId().equals(taskId)).findFirst().orElse(null);
    }

    /** Whether the task came to its end, as far as that is remembered. */
    public boolean isSettled(String taskId) {
        return settled.size() > 0 && settled.indexOf(Digest.ofId(taskId)) >= 0;
    }

    /** Whether the task came to just this end. */
    boolean isSettledBy(String taskId, int how) {
        int index = settled.indexOf(Digest.ofId(taskId));
        return index >= 0 && settled.beside(index) == how;
    }

    Marks settled() {
        return settled;
    }

    TaskQueue plus(QueuedTask task) {
        List<QueuedTask> more = new ArrayList<>(open);
        more.add(task);
        return of(more, settled);
    }

    TaskQueue with(QueuedTask changed) {
        return of(
                open.stream()
                        .map(task -> task.taskId().equals(changed.taskId()) ? changed : task)
                        .toList(),
                settled);
    }

    /** Without a task that came to its end, which is remembered. */
    TaskQueue settled(String taskId, int how, int limit) {
        return of(
                open.stream().filter(task -> !task.taskId().equals(taskId)).toList(),
                settled.plus(Digest.ofId(taskId), how, limit));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TaskQueue queue
                && open.equals(queue.open)
                && settled.equals(queue.settled);
    }

    @Override
    public int hashCode() {
        return 31 * open.hashCode() + settled.hashCode();
    }

    @Override
    public String toString() {
        return "TaskQueue" + open + ", settled " + settled;
    }
}
