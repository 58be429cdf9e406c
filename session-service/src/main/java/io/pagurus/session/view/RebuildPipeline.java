package io.pagurus.session.view;

import static java.util.Collections.singletonList;

import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        return contents.isEmpty() ? List.of() : write(contents);
    }

    private List<String> write(List<SessionContent> contents) {
        List<String> sessions =
                contents.stream().map(content -> content.header().sessionId()).toList();
        RedisReply reply =
                switch (redis.send(sessions.stream().map(commands::offset).toList())) {
                    case RedisReply.Answered(var found) ->
                            Script.write(redis, rebuilds(contents, found));
                    // Of what cannot be read there is no version that could be newer.
                    case RedisReply.Refused _ when contents.size() == 1 ->
                            Script.write(redis, rebuilds(contents, singletonList(null)));
                    case RedisReply.Refused refused -> refused;
                    case RedisReply.Away away -> away;
                };
        return switch (reply) {
            case RedisReply.Answered _ -> sessions;
            case RedisReply.Refused _ when contents.size() > 1 -> oneByOne(contents);
            case RedisReply.Refused _, RedisReply.Away _ -> List.of();
        };
    }

    /** One session that Redis refuses holds up no other. */
    private List<String> oneByOne(List<SessionContent> contents) {
        List<String> written = new ArrayList<>();
        contents.forEach(content -> written.addAll(write(List.of(content))));
        return written;
    }

    private List<Request> rebuilds(List<SessionContent> contents, List<@Nullable Response> found) {
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
