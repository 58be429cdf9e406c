package io.pagurus.session.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.session.fold.FencedRules;
import io.pagurus.session.fold.FoldLimits;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.Replay;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.history.SealedHistory;
import io.pagurus.session.journal.FoldedEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The mirror does what the scripts do on a real Redis, whatever comes in whatever order. */
@NullMarked
class ViewMirrorTest {

    private static final int SESSIONS = 20;
    private static final int ENTRIES = 60;

    private static MirroredRedis redis;

    private final ViewMirror mirror = new ViewMirror(MirroredRedis.RECENT_TURNS);

    @BeforeAll
    static void startRedis() {
        redis = new MirroredRedis();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @Test
    void mirrorAndScriptsAgree() {
        long seed = Long.getLong("pagurus.seed", new Random().nextLong());
        System.out.println("view mirror test, -Dpagurus.seed=" + seed);
        for (int i = 0; i < SESSIONS; i++) {
            agree("s" + i, new Random(seed + i), "seed " + seed + ", session " + i);
        }
    }

    private void agree(String session, Random random, String name) {
        // Given
        Scribble scribble = new Scribble(session, random);
        Replay replay = new Replay(new SessionFold(new FencedRules(FoldLimits.DEFAULT)));
        List<ViewStep> steps = new ArrayList<>();
        ViewPicture mirrored = ViewPicture.NONE;
        for (int offset = 0; offset < ENTRIES; offset++) {
            FoldedEntry entry = folded(replay, scribble, offset);
            if (entry.changed() && entry.after() != null) {
                steps.add(ViewStep.of(entry).orElseThrow());
            }
            // When
            for (ViewStep step : chosen(steps, random)) {
                String answer = redis.apply(step);
                ViewChange change = ViewChange.of(step);
                assertThat(mirror.answer(mirrored, change).name().toLowerCase(Locale.ROOT))
                        .as(name)
                        .isEqualTo(answer);
                mirrored = mirror.after(mirrored, change);
            }
            SessionHeader header = replay.header();
            if (header != null && random.nextInt(10) == 0) {
                long found = random.nextBoolean() ? mirrored.offset() : random.nextInt(ENTRIES);
                redis.rebuild(content(header, replay), found);
                ViewPicture wanted = mirror.of(header, replay);
                mirrored = mirror.rebuilt(mirrored, found, wanted, header.lastOffset());
            }
            if (random.nextInt(40) == 0) {
                redis.flush();
                mirrored = ViewPicture.NONE;
            }
            // Then
            assertThat(redis.picture(session)).as(name).isEqualTo(mirrored);
        }
    }

    /** Mostly the newest, now and then an old one, or none. */
    private static List<ViewStep> chosen(List<ViewStep> steps, Random random) {
        if (steps.isEmpty() || random.nextInt(12) == 0) {
            return List.of();
        }
        ViewStep newest = steps.getLast();
        return random.nextInt(4) == 0
                ? List.of(steps.get(random.nextInt(steps.size())), newest)
                : List.of(newest);
    }

    private static FoldedEntry folded(Replay replay, Scribble scribble, int offset) {
        SessionHeader before = replay.header();
        JournalEntry entry = new JournalEntry.Written(scribble.next(before));
        Position at = new Position(0, offset);
        Verdict verdict = replay.apply(entry, at);
        return new FoldedEntry(entry, at, Instant.EPOCH, 1, true, before, replay.header(), verdict);
    }

    private static SessionContent content(SessionHeader header, Replay replay) {
        return new SessionContent(
                header,
                SealedHistory.of(replay.turns(), redis.codec()),
                replay.agentState(),
                replay.results());
    }
}
