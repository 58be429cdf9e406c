package io.pagurus.session.view;

import io.pagurus.session.fold.QueuedTask;
import io.pagurus.session.fold.SessionHeader;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What one entry changes in the queue of a session's tasks, as the view shows it.
 *
 * @param gone tasks that came to their end
 * @param changed tasks that are new, or not what they were
 */
record QueueChange(List<String> gone, List<QueuedTask> changed) {

    static final QueueChange NONE = new QueueChange(List.of(), List.of());

    static QueueChange of(@Nullable SessionHeader before, SessionHeader after) {
        List<QueuedTask> were = before == null ? List.of() : before.tasks().open();
        List<QueuedTask> are = after.tasks().open();
        if (were.equals(are)) {
            return NONE;
        }
        return new QueueChange(
                were.stream()
                        .map(QueuedTask::taskId)
                        .filter(taskId -> after.tasks().task(taskId) == null)
                        .toList(),
                are.stream()
                        .filter(task ->
                                before == null
                                        || !Objects.equals(
                                                before.tasks().task(task.taskId()), task))
                        .toList());
    }
}
