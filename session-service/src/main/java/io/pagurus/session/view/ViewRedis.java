package io.pagurus.session.view;

import io.pagurus.session.fold.RunningTurn;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.TaskStep;
import io.pagurus.session.history.ChunkCodec;
import io.pagurus.session.history.SealedChunk;
import io.pagurus.session.history.SealedHistory;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Immutable. The commands that the view is kept and read with. */
final class ViewRedis {

    /** In the place of the last turn that is left out: a session without its turns. */
    static final long NO_TURNS = -1;

    private static final long OPEN_TURNS = -2;

    /** In the place of the number of queued tasks. */
    private static final long UNCHANGED = -1;

    private final ViewKeys keys;
    private final long sessionSeconds;
    private final long taskSeconds;
    private final int recentTurns;
    private final ChunkCodec codec;

    ViewRedis(ViewKeys keys, ViewSettings settings, ChunkCodec codec) {
        this.keys = keys;
        this.sessionSeconds = settings.sessionTtl().toSeconds();
        this.taskSeconds = settings.taskTtl().toSeconds();
        this.recentTurns = settings.recentTurns();
        this.codec = codec;
    }

    Request step(ViewStep step) {
        if (step.drops()) {
            return drop(step.sessionId(), step.offset(), null);
        }
        TaskView task = step.task();
        Arguments arguments =
                new Arguments()
                        .number(step.previousOffset())
                        .number(step.offset())
                        .number(sessionSeconds)
                        .number(taskSeconds)
                        .text(step.turn())
                        .text(step.turnId())
                        .number(recentTurns)
                        .number(step.messages())
                        .number(SealedHistory.MESSAGES_PER_CHUNK)
                        .text(step.dropTasks() ? "1" : "0")
                        .text(task == null ? null : task.taskId())
                        .text(task == null ? null : ViewJson.write(task));
        List<String> queue = step.queue();
        arguments.number(queue == null ? UNCHANGED : queue.size());
        if (queue != null) {
            queue.forEach(arguments::text);
        }
        arguments.pairs(step.fields());
        return Script.STEP.call(keys.all(step.sessionId()), arguments);
    }

    private Request drop(String sessionId, long offset, @Nullable String found) {
        return Script.DROP.call(keys.all(sessionId), new Arguments().number(offset).text(found));
    }

    /**
     * Puts a chunk in the place of open turns.
     *
     * @param number of the chunk, from 1
     * @param madeOf SHA-1 of the open turns as they were read
     */
    Request seal(String sessionId, long number, SealedChunk chunk, int messages, String madeOf) {
        Arguments arguments =
                new Arguments()
                        .number(number)
                        .number(chunk.first())
                        .number(chunk.last())
                        .number(messages)
                        .text(madeOf)
                        .bytes(chunk.bytes())
                        .number(SealedHistory.MESSAGES_PER_CHUNK);
        return Script.SEAL.call(keys.all(sessionId).subList(0, 2), arguments);
    }

    /**
     * Not in the script: the hash of all regions is in another slot of a cluster.
     *
     * @param region empty for a session that is to have none
     */
    Request regionLastSeen(String sessionId, String region) {
        return region.isEmpty()
                ? Request.cmd(Command.HDEL).arg(keys.regionLastSeen()).arg(sessionId)
                : Request.cmd(Command.HSET).arg(keys.regionLastSeen()).arg(sessionId).arg(region);
    }

    /**
     * The view as its content is elsewhere.
     *
     * @param found the offset of the view that was found broken; null when none was found
     */
    Request rebuild(SessionContent content, @Nullable String found) {
        SessionHeader header = content.header();
        if (ViewStep.isEmptied(header)) {
            return drop(header.sessionId(), header.lastOffset(), found);
        }
        SealedHistory history = content.history();
        Map<String, String> fields = ViewFields.of(content);
        List<String> recent = recent(content);
        List<TaskView> tasks = tasks(header.running(), content);
        List<String> queue = QueuedTaskView.of(header.tasks());
        Arguments arguments =
                new Arguments()
                        .number(header.lastOffset())
                        .text(found)
                        .number(sessionSeconds)
                        .number(taskSeconds)
                        .number(fields.size())
                        .number(history.sealed().size() + history.open().size())
                        .number(recent.size())
                        .number(tasks.size())
                        .number(queue.size())
                        .pairs(fields);
        history.sealed().forEach(chunk -> arguments.bytes(chunk.bytes()));
        history.open().forEach(turn -> arguments.text(ViewJson.write(turn)));
        recent.forEach(arguments::text);
        tasks.forEach(task -> arguments.text(task.taskId()).text(ViewJson.write(task)));
        queue.forEach(arguments::text);
        return Script.REBUILD.call(keys.all(header.sessionId()), arguments);
    }

    /** The fold remembers most of them: no chunk is opened for these. */
    private List<String> recent(SessionContent content) {
        SessionHeader header = content.header();
        List<Long> ids = header.window().ids();
        List<Long> known = ids.subList(Math.max(0, ids.size() - recentTurns), ids.size());
        long last = header.seq() - known.size();
        long first = Math.max(1, header.seq() - recentTurns + 1);
        List<String> recent = new ArrayList<>();
        if (first <= last) {
            content.history()
                    .turnIds(first, last, codec)
                    .forEach(turnId -> recent.add(ViewStep.turnMark(turnId)));
        }
        known.forEach(id -> recent.add(ViewStep.turnMark(id)));
        return recent;
    }

    private static List<TaskView> tasks(@Nullable RunningTurn running, SessionContent content) {
        List<TaskView> tasks = new ArrayList<>();
        if (running != null) {
            for (TaskStep step : running.steps()) {
                tasks.add(
                        new TaskView(
                                running.turnId(),
                                step.taskId(),
                                step.tool(),
                                step.idempotent(),
                                content.results().get(step.taskId())));
            }
        }
        return tasks;
    }

    /**
     * Reads a view.
     *
     * @param since the last turn that is left out, 0 for all, {@link #NO_TURNS} for none
     */
    Request read(String sessionId, long since) {
        return Script.READ.call(keys.all(sessionId).subList(0, 3), new Arguments().number(since));
    }

    /** Reads the open turns of a view. */
    Request readOpen(String sessionId) {
        return read(sessionId, OPEN_TURNS);
    }

    /**
     * What the sweep compares: version and {@link HistoryCounts}; length of the history, or of the
     * region's name where not even that is kept.
     */
    List<Request> version(SessionHeader header) {
        String sessionId = header.sessionId();
        return List.of(
                Request.cmd(Command.HMGET).arg(keys.session(sessionId)).arg("offset").arg("sealed"),
                ViewStep.isDeleted(header)
                        ? Request.cmd(Command.HSTRLEN).arg(keys.regionLastSeen()).arg(sessionId)
                        : Request.cmd(Command.LLEN).arg(keys.history(sessionId)));
    }

    Request offset(String sessionId) {
        return Request.cmd(Command.HGET).arg(keys.session(sessionId)).arg("offset");
    }

    ViewKeys keys() {
        return keys;
    }
}
