package io.pagurus.session.view;

import io.pagurus.session.fold.Replay;
import io.pagurus.session.fold.RunningTurn;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.TaskStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Pure. What {@code lua/step.lua}, {@code drop.lua} and {@code rebuild.lua} do, as functions of
 * values, but for sealing, which changes how a history is kept and not what it is; a contract test
 * holds them to the scripts on a real Redis. In the package of the production view, because that
 * keeps its decisions to itself.
 *
 * @param recentTurns ids that a view keeps
 */
@NullMarked
public record ViewMirror(int recentTurns) {

    /** What the script answers. */
    public enum Answer {
        APPLIED,
        SEEN,
        GAP
    }

    /** The answer of the script to a change. */
    public Answer answer(ViewPicture view, ViewChange change) {
        ViewStep step = change.step();
        if (step.drops()) {
            return view.offset() > step.offset() ? Answer.SEEN : Answer.APPLIED;
        }
        if (view.offset() != ViewStep.NONE && view.offset() >= step.offset()) {
            return Answer.SEEN;
        }
        return view.offset() == step.previousOffset() ? Answer.APPLIED : Answer.GAP;
    }

    /** The view after the script has run. */
    public ViewPicture after(ViewPicture view, ViewChange change) {
        return answer(view, change) == Answer.APPLIED ? unguarded(view, change) : view;
    }

    /** The view after a script that asks nothing: what {@link #answer} protects from. */
    public ViewPicture unguarded(ViewPicture view, ViewChange change) {
        ViewStep step = change.step();
        if (step.drops()) {
            return ViewPicture.NONE;
        }
        Map<String, String> fields = new HashMap<>(view.fields());
        putAll(fields, step.fields());
        List<String> history = new ArrayList<>(view.history());
        List<String> recent = new ArrayList<>(view.recent());
        if (step.turn() != null && step.turnId() != null) {
            history.add(step.turn());
            recent.add(step.turnId());
        }
        Map<String, String> tasks = new HashMap<>(step.dropTasks() ? Map.of() : view.tasks());
        TaskView task = step.task();
        if (task != null) {
            tasks.put(task.taskId(), ViewJson.write(task));
        }
        List<String> queue = step.queue() == null ? view.queue() : step.queue();
        return new ViewPicture(step.offset(), fields, history, last(recent), tasks, queue);
    }

    /** The view that the journal says should be there. */
    public ViewPicture of(SessionHeader header, Replay replay) {
        if (ViewStep.isEmptied(header)) {
            return ViewPicture.NONE;
        }
        Map<String, String> fields = new HashMap<>();
        putAll(fields, ViewFields.of(header));
        if (replay.agentState() != null) {
            fields.put("agent_state", replay.agentState().toString());
        }
        return new ViewPicture(
                header.lastOffset(),
                fields,
                replay.turns().stream().map(ViewJson::write).toList(),
                last(
                        replay.turns().stream()
                                .map(turn -> ViewStep.turnMark(turn.turnId()))
                                .toList()),
                tasks(header.running(), replay),
                QueuedTaskView.of(header.tasks()));
    }

    /**
     * The view after the script that rebuilds.
     *
     * @param found the version that was seen when the rebuild was decided
     */
    public ViewPicture rebuilt(ViewPicture view, long found, ViewPicture wanted) {
        boolean somebodyElseDid =
                view.offset() != ViewStep.NONE
                        && view.offset() != found
                        && view.offset() >= wanted.offset();
        return somebodyElseDid ? view : wanted;
    }

    /**
     * The view after the script that takes it away, or the one that rebuilds.
     *
     * @param offset of the header by which it is decided
     */
    public ViewPicture rebuilt(ViewPicture view, long found, ViewPicture wanted, long offset) {
        if (!wanted.equals(ViewPicture.NONE)) {
            return rebuilt(view, found, wanted);
        }
        boolean somebodyElseDid = view.offset() != found && view.offset() > offset;
        return somebodyElseDid ? view : wanted;
    }

    private List<String> last(List<String> ids) {
        return ids.subList(Math.max(0, ids.size() - recentTurns), ids.size());
    }

    private static void putAll(Map<String, String> fields, Map<String, String> changes) {
        changes.forEach((name, value) -> {
            if (value.isEmpty()) {
                fields.remove(name);
            } else {
                fields.put(name, value);
            }
        });
    }

    private static Map<String, String> tasks(@Nullable RunningTurn running, Replay replay) {
        Map<String, String> tasks = new HashMap<>();
        if (running == null) {
            return tasks;
        }
        for (TaskStep step : running.steps()) {
            tasks.put(
                    step.taskId(),
                    ViewJson.write(
                            new TaskView(
                                    running.turnId(),
                                    step.taskId(),
                                    step.tool(),
                                    step.idempotent(),
                                    replay.results().get(step.taskId()))));
        }
        return tasks;
    }
}
