package io.pagurus.session.view;

import io.pagurus.session.fold.Replay;
import io.pagurus.session.fold.RunningTurn;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.TaskStep;
import io.pagurus.session.fold.Turn;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Immutable. The commands that the view is kept and read with. */
final class ViewRedis {

    private final ViewKeys keys;
    private final String sessionSeconds;
    private final String taskSeconds;
    private final int recentTurns;

    ViewRedis(ViewKeys keys, ViewSettings settings) {
        this.keys = keys;
        this.sessionSeconds = Long.toString(settings.sessionTtl().toSeconds());
        this.taskSeconds = Long.toString(settings.taskTtl().toSeconds());
        this.recentTurns = settings.recentTurns();
    }

    Request step(ViewStep step) {
        TaskView task = step.task();
        List<String> arguments = new ArrayList<>();
        arguments.add(Long.toString(step.previousOffset()));
        arguments.add(Long.toString(step.offset()));
        arguments.add(sessionSeconds);
        arguments.add(taskSeconds);
        arguments.add(step.turn() == null ? "" : step.turn());
        arguments.add(step.turnId() == null ? "" : step.turnId());
        arguments.add(Integer.toString(recentTurns));
        arguments.add(step.dropTasks() ? "1" : "0");
        arguments.add(task == null ? "" : task.taskId());
        arguments.add(task == null ? "" : ViewJson.write(task));
        addPairs(arguments, step.fields());
        return Script.STEP.call(keys.all(step.sessionId()), arguments);
    }

    /** Not in the script: the hash of all regions is in another slot of a cluster. */
    Request regionLastSeen(String sessionId, String region) {
        return Request.cmd(Command.HSET).arg(keys.regionLastSeen()).arg(sessionId).arg(region);
    }

    /**
     * The view as the journal has it.
     *
     * @param found the offset of the view that was found broken; null when none was found
     */
    Request rebuild(SessionHeader header, Replay replay, @Nullable String found) {
        Map<String, String> fields = ViewFields.of(header);
        if (replay.agentState() != null) {
            fields.put("agent_state", replay.agentState().toString());
        }
        List<Turn> turns = replay.turns();
        List<Turn> recent = turns.subList(Math.max(0, turns.size() - recentTurns), turns.size());
        List<TaskView> tasks = tasks(header.running(), replay);
        List<String> arguments = new ArrayList<>();
        arguments.add(Long.toString(header.lastOffset()));
        arguments.add(found == null ? "" : found);
        arguments.add(sessionSeconds);
        arguments.add(taskSeconds);
        arguments.add(Integer.toString(fields.size()));
        arguments.add(Integer.toString(turns.size()));
        arguments.add(Integer.toString(recent.size()));
        arguments.add(Integer.toString(tasks.size()));
        addPairs(arguments, fields);
        turns.forEach(turn -> arguments.add(ViewJson.write(turn)));
        recent.forEach(turn -> arguments.add(turn.turnId()));
        for (TaskView task : tasks) {
            arguments.add(task.taskId());
            arguments.add(ViewJson.write(task));
        }
        return Script.REBUILD.call(keys.all(header.sessionId()), arguments);
    }

    private static List<TaskView> tasks(@Nullable RunningTurn running, Replay replay) {
        List<TaskView> tasks = new ArrayList<>();
        if (running != null) {
            for (TaskStep step : running.steps()) {
                tasks.add(
                        new TaskView(
                                running.turnId(),
                                step.taskId(),
                                step.tool(),
                                step.idempotent(),
                                replay.results().get(step.taskId())));
            }
        }
        return tasks;
    }

    /**
     * Reads a view.
     *
     * @param skip turns to leave out at the beginning; −1 reads none
     */
    Request read(String sessionId, long skip) {
        return Script.READ.call(keys.all(sessionId).subList(0, 3), List.of(Long.toString(skip)));
    }

    /** What the sweep compares: the version and the number of turns. */
    List<Request> version(String sessionId) {
        return List.of(
                Request.cmd(Command.HGET).arg(keys.session(sessionId)).arg("offset"),
                Request.cmd(Command.LLEN).arg(keys.history(sessionId)));
    }

    private static void addPairs(List<String> arguments, Map<String, String> fields) {
        fields.forEach((name, value) -> {
            arguments.add(name);
            arguments.add(value);
        });
    }
}
