package io.pagurus.session.view;

import static java.util.Collections.singletonList;

import io.pagurus.session.history.UnreadableChunkException;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
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
    private final BiConsumer<String, UnreadableChunkException> unreadable;
    private final List<SessionContent> waiting = new ArrayList<>();
    private long waitingBytes;

    /**
     * @param most how many are sent at once
     * @param unreadable told of each session that cannot be sent, as a chunk of it is damaged
     */
    RebuildPipeline(
            RedisLink redis,
            ViewRedis commands,
            int most,
            BiConsumer<String, UnreadableChunkException> unreadable) {
        this.redis = redis;
        this.commands = commands;
        this.most = most;
        this.unreadable = unreadable;
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
        List<String> sessions = contents.stream().map(RebuildPipeline::session).toList();
        return switch (redis.send(sessions.stream().map(commands::offset).toList())) {
            case RedisReply.Answered(var found) -> replace(contents, found);
            // Of what cannot be read there is no version that could be newer.
            case RedisReply.Refused _ when contents.size() == 1 ->
                    replace(contents, singletonList(null));
            case RedisReply.Refused _ -> oneByOne(contents);
            case RedisReply.Away _ -> List.of();
        };
    }

    private List<String> replace(List<SessionContent> contents, List<@Nullable Response> found) {
        List<SessionContent> readable = new ArrayList<>();
        List<Request> rebuilds = new ArrayList<>();
        for (int i = 0; i < contents.size(); i++) {
            SessionContent content = contents.get(i);
            Response offset = found.get(i);
            try {
                rebuilds.add(commands.rebuild(content, offset == null ? null : offset.toString()));
                readable.add(content);
                if (ViewStep.isDeleted(content.header())) {
                    rebuilds.add(commands.regionLastSeen(session(content), ""));
                }
            } catch (UnreadableChunkException damaged) {
                unreadable.accept(session(content), damaged);
            }
        }
        if (rebuilds.isEmpty()) {
            return List.of();
        }
        return switch (Script.write(redis, rebuilds)) {
            case RedisReply.Answered _ -> readable.stream().map(RebuildPipeline::session).toList();
            case RedisReply.Refused _ when readable.size() > 1 -> oneByOne(readable);
            case RedisReply.Refused _, RedisReply.Away _ -> List.of();
        };
    }

    /** One session that Redis refuses holds up no other. */
    private List<String> oneByOne(List<SessionContent> contents) {
        List<String> written = new ArrayList<>();
        contents.forEach(content -> written.addAll(write(List.of(content))));
        return written;
    }

    private static String session(SessionContent content) {
        return content.header().sessionId();
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
