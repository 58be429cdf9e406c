package io.pagurus.session.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.session.fold.RunningTurn;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.TaskStep;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.journal.SessionTable;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; blocks, so it is called on virtual threads. Reads a session from its view, provided
 * that the view is of the very version that the fold has; waits a little for one that lags.
 */
final class ViewReader {

    private static final System.Logger LOG = System.getLogger(ViewReader.class.getName());
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(2).toNanos();

    private final SessionTable sessions;
    private final RedisLink redis;
    private final ViewRedis commands;
    private final ViewFeed feed;
    private final long waitNanos;

    ViewReader(
            SessionTable sessions,
            RedisLink redis,
            ViewRedis commands,
            ViewFeed feed,
            Duration wait) {
        this.sessions = sessions;
        this.redis = redis;
        this.commands = commands;
        this.feed = feed;
        this.waitNanos = wait.toNanos();
    }

    /**
     * The session as its view has it; empty when the view cannot say.
     *
     * @param skip turns to leave out at the beginning; −1 reads none
     */
    Optional<SessionContent> read(String sessionId, long skip) {
        long endNanos = System.nanoTime() + waitNanos;
        Optional<SessionContent> content = look(sessionId, skip);
        while (content.isEmpty() && !redis.away() && System.nanoTime() - endNanos < 0) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            content = look(sessionId, skip);
        }
        if (content.isEmpty()) {
            feed.markBehind(sessionId);
        }
        return content;
    }

    /** The same without waiting for a view that lags. */
    Optional<SessionContent> look(String sessionId, long skip) {
        SessionHeader header = sessions.find(sessionId).orElse(null);
        return header != null
                        && !redis.away()
                        && Script.send(redis, List.of(commands.read(sessionId, skip)))
                                instanceof RedisReply.Answered(var responses)
                ? content(header, skip, responses.getFirst())
                : Optional.empty();
    }

    private static Optional<SessionContent> content(
            SessionHeader header, long skip, @Nullable Response view) {
        if (view == null
                || view.get(0).toLong() != header.lastOffset()
                || view.get(2).toLong() != header.seq()) {
            return Optional.empty();
        }
        try {
            String agentState = view.get(1).toString();
            Map<String, JsonNode> results = results(header.running(), view.get(4));
            return results == null
                    ? Optional.empty()
                    : Optional.of(
                            new SessionContent(
                                    header,
                                    skip < 0 ? List.of() : turns(view.get(3)),
                                    agentState.isEmpty() ? null : ViewJson.tree(agentState),
                                    results));
        } catch (JsonProcessingException broken) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the view of session {0} is broken: {1}",
                    header.sessionId(),
                    broken.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static List<Turn> turns(Response list) throws JsonProcessingException {
        List<Turn> turns = new ArrayList<>();
        for (Response turn : list) {
            turns.add(ViewJson.read(turn.toString(), Turn.class));
        }
        return turns;
    }

    /** The results of the finished steps; null when one is missing, as tasks live shorter. */
    private static @Nullable Map<String, JsonNode> results(
            @Nullable RunningTurn running, Response tasks) throws JsonProcessingException {
        Map<String, JsonNode> found = new HashMap<>();
        if (running == null) {
            return found;
        }
        Map<String, TaskView> byId = new HashMap<>();
        for (int i = 0; i + 1 < tasks.size(); i += 2) {
            byId.put(
                    tasks.get(i).toString(),
                    ViewJson.read(tasks.get(i + 1).toString(), TaskView.class));
        }
        for (TaskStep step : running.steps()) {
            TaskView task = byId.get(step.taskId());
            if (step.finished() && (task == null || task.result() == null)) {
                return null;
            }
            if (step.finished() && task != null && task.result() != null) {
                found.put(step.taskId(), task.result());
            }
        }
        return found;
    }
}
