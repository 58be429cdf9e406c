package io.pagurus.session.view;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the view keeper's thread, but for {@link #count} and {@link #answered}, which are the
 * view writer's. Looks whether Redis is still the one that it was, with all that it had.
 */
final class ViewProbe {

    /** A writer that wrote nothing for so long compares everything once; its count is forgotten. */
    private static final long COUNT_LIVES_SECONDS = Duration.ofDays(1).toSeconds();

    private final RedisLink redis;
    private final ViewKeys keys;

    /** Random, so that two writers have two counts and two markers. */
    private final String writer;

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private @Nullable RedisIdentity known;
    private int markers;

    ViewProbe(RedisLink redis, ViewKeys keys, String writer) {
        this.redis = redis;
        this.keys = keys;
        this.writer = writer;
    }

    /** What goes to Redis at the end of a pipeline of so many steps. */
    Request count(int steps) {
        return Request.cmd(Command.SET)
                .arg(keys.written(writer))
                .arg(sent.addAndGet(steps))
                .arg("EX")
                .arg(COUNT_LIVES_SECONDS);
    }

    /** The pipeline that was counted last was answered. */
    void answered() {
        answered.set(sent.get());
    }

    /** What has changed since the last look; nothing when Redis does not say. */
    RedisIdentity.Change look() {
        long expected = answered.get();
        if (!(redis.send(
                        List.of(
                                Request.cmd(Command.INFO).arg("server"),
                                Request.cmd(Command.INFO).arg("replication"),
                                Request.cmd(Command.GET).arg(keys.marker()),
                                Request.cmd(Command.GET).arg(keys.written(writer))))
                instanceof RedisReply.Answered(var said))) {
            return RedisIdentity.Change.NONE;
        }
        RedisIdentity now =
                RedisIdentity.of(
                        String.valueOf(said.get(0)),
                        String.valueOf(said.get(1)),
                        text(said.get(2)),
                        text(said.get(3)));
        RedisIdentity.Change change = now.since(known, expected);
        if (change != RedisIdentity.Change.NONE) {
            answered.compareAndSet(expected, 0);
        }
        known = now.marker() == null ? mark(now) : now;
        return change;
    }

    /** Somebody else may mark it first, which the next look takes for one more change. */
    private RedisIdentity mark(RedisIdentity unmarked) {
        String marker = writer + "-" + sent.get() + "-" + ++markers;
        var _ =
                redis.send(
                        List.of(Request.cmd(Command.SET).arg(keys.marker()).arg(marker).arg("NX")));
        return unmarked.marked(marker);
    }

    private static @Nullable String text(@Nullable Response response) {
        return response == null ? null : response.toString();
    }
}
