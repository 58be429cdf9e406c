package io.pagurus.session.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.session.fold.KnownTurn;
import io.pagurus.session.fold.RunningTurn;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.TaskStep;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.history.ChunkCodec;
import io.pagurus.session.history.SealedChunk;
import io.pagurus.session.history.SealedHistory;
import io.pagurus.session.history.UnreadableChunkException;
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
    private final ChunkCodec codec;
    private final long waitNanos;

    ViewReader(
            SessionTable sessions,
            RedisLink redis,
            ViewRedis commands,
            ViewFeed feed,
            ChunkCodec codec,
            Duration wait) {
        this.sessions = sessions;
        this.redis = redis;
        this.commands = commands;
        this.feed = feed;
        this.codec = codec;
        this.waitNanos = wait.toNanos();
    }

    /**
     * The session as its view has it; empty when the view cannot say.
     *
     * @param since the last turn that is left out, 0 for all, {@link ViewRedis#NO_TURNS} for none
     */
    Optional<ReadSession> read(String sessionId, long since) {
        long endNanos = System.nanoTime() + waitNanos;
        Optional<ReadSession> content = look(sessionId, since);
        while (content.isEmpty() && !redis.away() && System.nanoTime() - endNanos < 0) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            content = look(sessionId, since);
        }
        if (content.isEmpty()) {
            feed.markBehind(sessionId);
        }
        return content;
    }

    /** The same without waiting for a view that lags. */
    Optional<ReadSession> look(String sessionId, long since) {
        SessionHeader header = sessions.find(sessionId).orElse(null);
        return header == null
                ? Optional.empty()
                : content(header, since, picture(sessionId, since));
    }

    private @Nullable Response picture(String sessionId, long since) {
        return !redis.away()
                        && Script.read(redis, List.of(commands.read(sessionId, since)))
                                instanceof RedisReply.Answered(var responses)
                ? responses.getFirst()
                : null;
    }

    /**
     * The turns that a view has which may lag, as far as it can be told that they are the first of
     * this session: the last one of them is remembered by the fold. So none that the fold has
     * forgotten is missing.
     */
    Optional<List<Turn>> firstTurns(SessionHeader header) {
        Response view = picture(header.sessionId(), 0);
        try {
            return Optional.ofNullable(view == null ? null : turns(view, 0))
                    .filter(turns -> !turns.isEmpty())
                    .filter(turns -> turns.size() == turns.getLast().seq())
                    .filter(turns -> isRemembered(turns.getLast(), header));
        } catch (JsonProcessingException | UnreadableChunkException broken) {
            return Optional.empty();
        }
    }

    private static boolean isRemembered(Turn turn, SessionHeader header) {
        KnownTurn known = header.turn(turn.turnId());
        return known != null && known.seq() == turn.seq();
    }

    private Optional<ReadSession> content(
            SessionHeader header, long since, @Nullable Response view) {
        if (view == null
                || view.get(0).toLong() != header.lastOffset()
                || view.get(2).toLong() != header.seq()) {
            return Optional.empty();
        }
        try {
            String agentState = view.get(1).toString();
            Map<String, JsonNode> results = results(header.running(), view.get(5));
            return results == null
                    ? Optional.empty()
                    : Optional.of(
                            new ReadSession(
                                    header,
                                    since < 0 ? List.of() : turns(view, since),
                                    agentState.isEmpty() ? null : ViewJson.tree(agentState),
                                    results));
        } catch (JsonProcessingException | UnreadableChunkException broken) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the view of session {0} is broken: {1}",
                    header.sessionId(),
                    broken.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private List<Turn> turns(Response view, long since) throws JsonProcessingException {
        List<SealedChunk> chunks = new ArrayList<>();
        for (Response chunk : view.get(3)) {
            chunks.add(SealedChunk.of(chunk.toBytes()));
        }
        List<Turn> open = new ArrayList<>();
        for (Response turn : view.get(4)) {
            open.add(ViewJson.read(turn.toString(), Turn.class));
        }
        return new SealedHistory(chunks, open).turns(since, codec);
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
