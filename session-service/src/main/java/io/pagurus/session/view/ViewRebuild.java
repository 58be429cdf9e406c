package io.pagurus.session.view;

import io.pagurus.session.fold.Replay;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.journal.Replays;
import io.pagurus.session.journal.SessionTable;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the view writer's thread; {@link #rebuilt()} is thread-safe. Replaces views that are
 * missing, behind or wrong by what the journal says, one pass over a partition for many sessions.
 */
final class ViewRebuild {

    /** Each of them may carry a whole history, so few at once. */
    private static final int PIPELINE = 16;

    private final SessionTable sessions;
    private final Replays replays;
    private final RedisLink redis;
    private final ViewRedis commands;
    private final ViewFeed feed;
    private final int batch;
    private final LongAdder rebuilt = new LongAdder();

    ViewRebuild(
            SessionTable sessions,
            Replays replays,
            RedisLink redis,
            ViewRedis commands,
            ViewFeed feed,
            int batch) {
        this.sessions = sessions;
        this.replays = replays;
        this.redis = redis;
        this.commands = commands;
        this.feed = feed;
        this.batch = batch;
    }

    /**
     * Rebuilds some of the sessions that are marked.
     *
     * @return false when some could not be, and are marked again
     */
    boolean some() {
        Map<Integer, Map<String, SessionHeader>> byPartition = new TreeMap<>();
        for (String sessionId : feed.takeBehind(batch)) {
            sessions.find(sessionId)
                    .ifPresent(header ->
                            byPartition
                                    .computeIfAbsent(header.partition(), _ -> new HashMap<>())
                                    .put(sessionId, header));
        }
        boolean all = true;
        for (Map.Entry<Integer, Map<String, SessionHeader>> part : byPartition.entrySet()) {
            all &= partition(part.getKey(), part.getValue());
        }
        return all;
    }

    private boolean partition(int partition, Map<String, SessionHeader> headers) {
        Map<String, Replay> read = replays.of(partition, headers);
        List<Replay> pipeline = new ArrayList<>(PIPELINE);
        boolean all = true;
        for (String sessionId : headers.keySet()) {
            Replay replay = read.get(sessionId);
            if (replay == null || replay.header() == null) {
                feed.markBehind(sessionId);
                all = false;
                continue;
            }
            pipeline.add(replay);
            if (pipeline.size() == PIPELINE) {
                all &= send(pipeline);
                pipeline.clear();
            }
        }
        return (pipeline.isEmpty() || send(pipeline)) && all;
    }

    private boolean send(List<Replay> pipeline) {
        List<SessionHeader> headers = new ArrayList<>();
        List<Request> versions = new ArrayList<>();
        for (Replay replay : pipeline) {
            if (replay.header() != null) {
                headers.add(replay.header());
                versions.add(commands.version(replay.header().sessionId()).getFirst());
            }
        }
        boolean done =
                redis.send(versions) instanceof RedisReply.Answered(var found)
                        && Script.send(redis, rebuilds(headers, pipeline, found))
                                instanceof RedisReply.Answered;
        if (done) {
            rebuilt.add(headers.size());
        } else {
            headers.forEach(header -> feed.markBehind(header.sessionId()));
        }
        return done;
    }

    private List<Request> rebuilds(
            List<SessionHeader> headers, List<Replay> replayed, List<@Nullable Response> found) {
        List<Request> rebuilds = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            Response offset = found.get(i);
            rebuilds.add(
                    commands.rebuild(
                            headers.get(i),
                            replayed.get(i),
                            offset == null ? null : offset.toString()));
        }
        return rebuilds;
    }

    /** Views rebuilt so far. */
    long rebuilt() {
        return rebuilt.sum();
    }
}
