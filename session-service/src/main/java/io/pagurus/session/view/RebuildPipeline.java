package io.pagurus.session.view;

import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/**
 * Confined to one thread, which it blocks. Sends rebuilt views to Redis, many at once. Before, it
 * asks which versions are there: only that one, or an older one, may be replaced.
 */
final class RebuildPipeline {

    /** Whole histories are sent a few at a time. */
    private static final int MOST_BYTES = 1 << 20;

    private final RedisLink redis;
    private final ViewRedis commands;
    private final int most;
    private final List<SessionContent> waiting = new ArrayList<>();
    private long waitingBytes;

    RebuildPipeline(RedisLink redis, ViewRedis commands, int most) {
        this.redis = redis;
        this.commands = commands;
        this.most = most;
    }

    /**
     * Sends the view, now or with the next ones.
     *
     * @return the sessions whose views are certainly there by now
     */
    List<String> add(SessionContent content) {
        waiting.add(content);
        waitingBytes += size(content);
        return waiting.size() >= most || waitingBytes >= MOST_BYTES ? flush() : List.of();
    }

    /** Sends those that wait. */
    List<String> flush() {
        List<SessionContent> contents = List.copyOf(waiting);
        waiting.clear();
        waitingBytes = 0;
        List<String> sessions =
                contents.stream().map(content -> content.header().sessionId()).toList();
        boolean done =
                contents.isEmpty()
                        || (redis.send(sessions.stream().map(commands::offset).toList())
                                        instanceof RedisReply.Answered(var found)
                                && Script.write(redis, rebuilds(contents, found))
                                        instanceof RedisReply.Answered);
        return done ? sessions : List.of();
    }

    private List<Request> rebuilds(List<SessionContent> contents, List<Response> found) {
        List<Request> rebuilds = new ArrayList<>();
        for (int i = 0; i < contents.size(); i++) {
            Response offset = found.get(i);
            rebuilds.add(
                    commands.rebuild(contents.get(i), offset == null ? null : offset.toString()));
        }
        return rebuilds;
    }

    private static long size(SessionContent content) {
        long chunks =
                content.history().sealed().stream().mapToLong(chunk -> chunk.bytes().length).sum();
        long open =
                content.history().open().stream()
                        .flatMap(turn -> turn.messages().stream())
                        .mapToLong(message -> message.path("content").asText().length() + 100L)
                        .sum();
        return chunks + open;
    }
}
