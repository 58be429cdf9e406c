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
 * Confined to the view keeper's thread. Goes through all sessions and marks those whose view is not
 * what it should be: always, slowly; and fast, once, when Redis is suspected. A view whose life is
 * over is not missed; it comes back when somebody reads or writes its session.
 */
final class ViewSweep {

    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

    /** A few sessions need not be compared over and over. */
    private static final long SHORTEST_SLOW_PASS_NANOS = Duration.ofSeconds(5).toNanos();

    private final SessionTable sessions;
    private final RedisLink redis;
    private final ViewRedis commands;
    private final ViewFeed feed;
    private final Clock clock;
    private final Duration life;
    private final int batch;
    private final int slowRate;
    private final int fastRate;

    private static final int MARKED_AT_ONCE = 10_000;

    private enum Pass {
        SLOW,
        /** Compares all, fast. */
        FAST,
        /** Compares none: none can be right. */
        MARKING
    }

    private Pass pass = Pass.SLOW;

    /** Where the pass is; null at its beginning. */
    private @Nullable String cursor;

    private long passBeganNanos = System.nanoTime();
    private long paidUntilNanos = System.nanoTime();

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
        this.slowRate = settings.sweepPerSecond();
        this.fastRate = settings.fullSweepPerSecond();
    }

    /** Begins to compare all sessions, fast. */
    void suspect() {
        begin(pass == Pass.MARKING ? Pass.MARKING : Pass.FAST);
    }

    /** Begins to mark all sessions: Redis is empty. */
    void giveUpAll() {
        begin(Pass.MARKING);
    }

    private void begin(Pass next) {
        pass = next;
        cursor = null;
        passBeganNanos = System.nanoTime();
    }

    /** Whether the sessions are not known to be right until the pass is over. */
    boolean urgent() {
        return pass != Pass.SLOW;
    }

    /** Goes on with the pass, as far as its rate allows; what asks nothing of Redis has none. */
    void goOn() {
        while (pass == Pass.MARKING) {
            if (!page(MARKED_AT_ONCE)) {
                return;
            }
        }
        long now = System.nanoTime();
        long sinceNanos = Math.min(SECOND_NANOS, now - paidUntilNanos);
        long most = sinceNanos * (urgent() ? fastRate : slowRate) / SECOND_NANOS;
        if (most < Math.min(batch, slowRate) / 4) {
            return;
        }
        paidUntilNanos = now;
        Pass began = pass;
        for (long left = most; left > 0 && pass == began; left -= batch) {
            if (!page((int) Math.min(batch, left))) {
                return;
            }
        }
    }

    private boolean page(int size) {
        if (cursor == null
                && pass == Pass.SLOW
                && System.nanoTime() - passBeganNanos < SHORTEST_SLOW_PASS_NANOS) {
            return false;
        }
        List<Row> page = sessions.page(cursor, size, _ -> true);
        if (page.isEmpty()) {
            begin(Pass.SLOW);
            return false;
        }
        Instant deadBefore = clock.instant().minus(life);
        List<SessionHeader> live =
                page.stream()
                        .filter(row -> row.changedAt().isAfter(deadBefore))
                        .map(Row::header)
                        .toList();
        if (pass == Pass.MARKING) {
            live.forEach(header -> feed.markBehind(header.sessionId()));
        } else if (!live.isEmpty() && !compare(live)) {
            return false;
        }
        if (cursor == null) {
            passBeganNanos = System.nanoTime();
        }
        cursor = page.getLast().header().sessionId();
        return true;
    }

    /** Only what Redis was told of before it is asked, and what did not change meanwhile. */
    private boolean compare(List<SessionHeader> all) {
        List<SessionHeader> headers =
                all.stream()
                        .filter(one -> feed.isHandled(one.partition(), one.lastOffset()))
                        .toList();
        if (headers.isEmpty()) {
            return true;
        }
        List<Request> versions = new ArrayList<>();
        headers.forEach(header -> versions.addAll(commands.version(header)));
        return switch (redis.send(versions)) {
            case RedisReply.Answered(var found) -> {
                markWhatDiffers(headers, found);
                yield true;
            }
            case RedisReply.Refused _ -> refused(headers);
            case RedisReply.Away _ -> false;
        };
    }

    /**
     * One key of another type has all questions of a pipeline refused: each session is asked for
     * alone, and the one whose key it is has no view.
     */
    private boolean refused(List<SessionHeader> headers) {
        if (headers.size() == 1) {
            feed.markBehind(headers.getFirst().sessionId());
            return true;
        }
        return headers.stream().allMatch(header -> compare(List.of(header)));
    }

    private void markWhatDiffers(List<SessionHeader> headers, List<@Nullable Response> found) {
        for (int i = 0; i < headers.size(); i++) {
            SessionHeader header = headers.get(i);
            if (differs(header, found.get(2 * i), found.get(2 * i + 1)) && isStill(header)) {
                feed.markBehind(header.sessionId());
            }
        }
    }

    private boolean isStill(SessionHeader header) {
        return sessions.find(header.sessionId())
                .filter(now -> now.lastOffset() == header.lastOffset())
                .isPresent();
    }

    private static boolean differs(
            SessionHeader header, @Nullable Response fields, @Nullable Response elements) {
        if (fields == null || elements == null) {
            return true;
        }
        boolean there = fields.get(0) != null;
        if (ViewStep.isEmptied(header)) {
            return there || elements.toLong() > 0;
        }
        if (!there) {
            return true;
        }
        Response counted = fields.get(1);
        HistoryCounts counts = HistoryCounts.parse(counted == null ? null : counted.toString());
        return fields.get(0).toLong() != header.lastOffset()
                || counts.turns(elements.toLong()) != header.seq();
    }
}
