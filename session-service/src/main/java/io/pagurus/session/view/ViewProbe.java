package io.pagurus.session.view;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the view keeper's thread, but for {@link #count} and {@link #answered}, which are the
 * view writer's. Looks whether Redis is still the one that it was, with all that it had.
 */
final class ViewProbe {

    private static final System.Logger LOG = System.getLogger(ViewProbe.class.getName());

    /** A writer that wrote nothing for so long compares everything once; its count is forgotten. */
    private static final long COUNT_LIVES_SECONDS = Duration.ofDays(1).toSeconds();

    /** Of few masters, each has one of so many keys almost certainly. */
    private static final int MARKERS = 16;

    private static final List<Request> INFO =
            List.of(
                    Request.cmd(Command.INFO).arg("server"),
                    Request.cmd(Command.INFO).arg("replication"));

    private final RedisLink redis;
    private final ViewKeys keys;

    /** Random, so that two writers have two counts and two markers. */
    private final String writer;

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private @Nullable RedisIdentity known;
    private boolean mayAskForInfo = true;
    private int markings;

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
        String info = info();
        RedisIdentity now = info == null ? null : data(info);
        if (info == null || now == null) {
            return RedisIdentity.Change.NONE;
        }
        RedisIdentity.Change change = now.since(known, expected);
        if (change != RedisIdentity.Change.NONE) {
            // What is lost is told once.
            answered.compareAndSet(expected, 0);
        }
        known = mark(now) ? data(info) : now;
        return change;
    }

    /**
     * Null without an answer; empty when this user may not ask: then the markers and the count
     * alone have to say it.
     */
    private @Nullable String info() {
        if (!mayAskForInfo) {
            return "";
        }
        return switch (redis.ask(INFO)) {
            case RedisReply.Answered(var said) -> said.toString();
            case RedisReply.Away(String why) when !why.contains("NOPERM") -> null;
            case RedisReply.Away _, RedisReply.Refused _ -> {
                mayAskForInfo = false;
                LOG.log(
                        System.Logger.Level.INFO,
                        "Redis does not let its user ask INFO (docs/redis.md: +info)");
                yield "";
            }
        };
    }

    private @Nullable RedisIdentity data(String info) {
        List<Request> questions = new ArrayList<>();
        for (int i = 0; i < MARKERS; i++) {
            questions.add(Request.cmd(Command.GET).arg(keys.marker(i)));
        }
        questions.add(Request.cmd(Command.GET).arg(keys.written(writer)));
        if (!(redis.send(questions) instanceof RedisReply.Answered(var said))) {
            return null;
        }
        List<@Nullable String> markers = new ArrayList<>();
        said.subList(0, MARKERS).forEach(marker -> markers.add(text(marker)));
        return RedisIdentity.of(info, markers, text(said.get(MARKERS)));
    }

    /** Sets the markers that are missing; somebody else may do so first. */
    private boolean mark(RedisIdentity found) {
        List<Request> marks = new ArrayList<>();
        markings++;
        for (int i = 0; i < MARKERS; i++) {
            if (found.markers().get(i) == null) {
                marks.add(
                        Request.cmd(Command.SET)
                                .arg(keys.marker(i))
                                .arg(writer + "-" + markings)
                                .arg("NX"));
            }
        }
        return !marks.isEmpty() && redis.write(marks) instanceof RedisReply.Answered;
    }

    private static @Nullable String text(@Nullable Response response) {
        return response == null ? null : response.toString();
    }
}
