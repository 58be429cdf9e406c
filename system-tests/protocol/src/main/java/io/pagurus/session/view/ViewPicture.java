package io.pagurus.session.view;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;

/**
 * Immutable. What Redis has of one session.
 *
 * @param offset the version; −1 when there is no view
 * @param fields of the hash, without the offset
 * @param history the turns as JSON
 * @param recent the marks of the last turns' ids
 * @param tasks the running turn's steps as JSON
 * @param queue the queued tasks as JSON, by the time when somebody should look at them
 */
@NullMarked
public record ViewPicture(
        long offset,
        Map<String, String> fields,
        List<String> history,
        List<String> recent,
        Map<String, String> tasks,
        List<String> queue) {

    /** After FLUSHALL, or before the first step. */
    public static final ViewPicture NONE =
            new ViewPicture(ViewStep.NONE, Map.of(), List.of(), List.of(), Map.of(), List.of());

    public ViewPicture {
        fields = Map.copyOf(fields);
        history = List.copyOf(history);
        recent = List.copyOf(recent);
        tasks = Map.copyOf(tasks);
        queue = List.copyOf(queue);
    }

    /** Whether the turn is one of the last that were committed. */
    public boolean knows(String turnId) {
        return recent.contains(ViewStep.turnMark(turnId));
    }
}
