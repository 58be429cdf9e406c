package io.pagurus.session.view;

import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.journal.SessionTable;
import io.pagurus.session.snapshot.Row;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the view writer's thread. Compares every session's view with its header, a batch at a
 * time, and marks those that differ. A view whose life is over is not missed; it comes back when
 * somebody reads or writes its session.
 */
final class ViewSweep {

    private final SessionTable sessions;
    private final RedisLink redis;
    private final ViewRedis commands;
    private final ViewFeed feed;
    private final Clock clock;
    private final Duration life;
    private final int batch;

    /** Where the pass is; null between two passes. */
    private @Nullable String cursor;

    private boolean running;

    ViewSweep(
            SessionTable sessions,
            RedisLink redis,
            ViewRedis commands,
            ViewFeed feed,
            Clock clock,
            ViewSettings settings) {
        this.sessions = sessions;
        this.redis = redis;
        this.commands = commands;
        this.feed = feed;
        this.clock = clock;
        this.life = settings.sessionTtl();
        this.batch = settings.sweepBatch();
    }

    /** Begins a pass over all sessions, from the first one again. */
    void begin() {
        cursor = null;
        running = true;
    }

    /** Goes on with the pass, if there is one. */
    void goOn() {
        if (!running) {
            return;
        }
        List<Row> page = sessions.page(cursor, batch, _ -> true);
        if (page.isEmpty()) {
            running = false;
            return;
        }
        Instant deadBefore = clock.instant().minus(life);
        List<SessionHeader> live =
                page.stream()
                        .filter(row -> row.changedAt().isAfter(deadBefore))
                        .map(Row::header)
                        .toList();
        if (live.isEmpty() || compare(live)) {
            cursor = page.getLast().header().sessionId();
        } else {
            running = false;
        }
    }

    private boolean compare(List<SessionHeader> headers) {
        List<Request> versions = new ArrayList<>();
        headers.forEach(header -> versions.addAll(commands.version(header.sessionId())));
        if (!(redis.send(versions) instanceof RedisReply.Answered(var found))) {
            return false;
        }
        for (int i = 0; i < headers.size(); i++) {
            SessionHeader header = headers.get(i);
            if (differs(header, found.get(2 * i), found.get(2 * i + 1))
                    && feed.isHandled(header.partition(), header.lastOffset())) {
                feed.markBehind(header.sessionId());
            }
        }
        return true;
    }

    private static boolean differs(
            SessionHeader header, @Nullable Response offset, @Nullable Response turns) {
        return offset == null
                || turns == null
                || offset.toLong() != header.lastOffset()
                || turns.toLong() != header.seq();
    }
}
