package io.pagurus.protocol.simulation;

import io.pagurus.protocol.invariant.Invariant;
import io.pagurus.protocol.simulation.Witness.Tally;
import io.pagurus.protocol.variant.Protocol;
import io.pagurus.protocol.variant.Protocol.Guard;
import io.pagurus.session.fold.Replay;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.journal.FoldedEntry;
import io.pagurus.session.view.ViewChange;
import io.pagurus.session.view.ViewMirror;
import io.pagurus.session.view.ViewMirror.Answer;
import io.pagurus.session.view.ViewPicture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread. Redis: changes come late, twice, from two writers or not at all; it goes
 * back to what a replica has, or loses everything. One session in four has a view, which is as good
 * as all and saves the time.
 */
final class SimView {

    private static final int VIEWED = 4;
    private static final int REMEMBERED = 6;

    private final Store store;
    private final Protocol protocol;
    private final Schedule schedule;
    private final Weather weather;
    private final Witness witness;
    private final ViewMirror mirror = new ViewMirror(64);
    private final Map<String, Deque<ViewPicture>> pictures = new HashMap<>();

    SimView(Store store, Protocol protocol, Schedule schedule, Weather weather, Witness witness) {
        this.store = store;
        this.protocol = protocol;
        this.schedule = schedule;
        this.weather = weather;
        this.witness = witness;
        schedule.in(Weather.SECOND, this::troubles);
    }

    private static boolean isViewed(String session) {
        return Math.floorMod(session.hashCode(), VIEWED) == 0;
    }

    ViewPicture of(String session) {
        Deque<ViewPicture> known = pictures.get(session);
        return known == null ? ViewPicture.NONE : known.getLast();
    }

    void folded(FoldedEntry entry) {
        if (!isViewed(entry.sessionId()) || !entry.changed()) {
            return;
        }
        long delay = weather.fault(100) ? Weather.SECOND : weather.between(100, 5_000);
        if (!weather.fault(100)) {
            schedule.in(delay, () -> applied(entry));
        }
        if (weather.fault(100)) {
            schedule.in(2 * delay, () -> applied(entry));
        }
    }

    private void applied(FoldedEntry entry) {
        ViewChange change = ViewChange.of(entry).orElse(null);
        String id = entry.sessionId();
        witness.count(Tally.VIEW_STEPS);
        if (change == null) {
            rebuilds(id);
            return;
        }
        ViewPicture now = of(id);
        Answer answer = mirror.answer(now, change);
        if (!protocol.has(Guard.VIEW_OFFSETS)) {
            becomes(id, mirror.unguarded(now, change));
        } else if (answer == Answer.APPLIED) {
            becomes(id, mirror.after(now, change));
        } else if (answer == Answer.GAP) {
            rebuilds(id);
        }
    }

    /** By what some instance knows, while others write. */
    private void rebuilds(String id) {
        long found = of(id).offset();
        SessionHeader header = store.look(id);
        schedule.in(weather.latency(), () -> rebuilt(id, found, header));
    }

    private void rebuilt(String id, long found, @Nullable SessionHeader header) {
        ViewPicture wanted = header == null ? null : picture(id, header.lastOffset());
        if (header != null && wanted != null) {
            witness.count(Tally.VIEW_REBUILDS);
            becomes(id, mirror.rebuilt(of(id), found, wanted, header.lastOffset()));
        }
    }

    /** What the journal says that the view is at an offset; null when the session is forgotten. */
    private @Nullable ViewPicture picture(String id, long offset) {
        SessionTruth truth = store.partitionOf(id).truth(id);
        if (truth == null) {
            return null;
        }
        Replay replay = truth.replay(offset);
        SessionHeader header = replay.header();
        return header == null ? null : mirror.of(header, replay);
    }

    private void becomes(String id, ViewPicture picture) {
        Deque<ViewPicture> known =
                pictures.computeIfAbsent(id, _ -> new ArrayDeque<>(List.of(ViewPicture.NONE)));
        known.addLast(picture);
        if (known.size() > REMEMBERED) {
            known.removeFirst();
        }
        check(id, picture);
    }

    private void check(String id, ViewPicture picture) {
        ViewPicture wanted =
                picture.equals(ViewPicture.NONE) ? picture : picture(id, picture.offset());
        if (wanted != null && !wanted.equals(picture)) {
            witness.broken(
                    Invariant.VIEW_EQUALS_THE_FOLD,
                    "the view of " + id + " at " + picture.offset() + " is another session");
        }
    }

    private void troubles() {
        for (String id : new ArrayList<>(pictures.keySet())) {
            Deque<ViewPicture> known = pictures.get(id);
            if (known != null && weather.fault(20)) {
                becomes(id, weather.oneIn(4) ? ViewPicture.NONE : known.getFirst());
            }
        }
        sweep();
        if (!weather.isCalm()) {
            schedule.in(5 * Weather.SECOND, this::troubles);
        }
    }

    private boolean isBehind(String id) {
        SessionHeader header = store.partitionOf(id).header(id);
        ViewPicture wanted = header == null ? null : picture(id, header.lastOffset());
        return wanted != null && wanted.offset() != of(id).offset();
    }

    /** Puts right what differs from the sessions, and forgets what is gone. */
    void sweep() {
        pictures.keySet().removeIf(id -> store.partitionOf(id).truth(id) == null);
        for (String id : new ArrayList<>(pictures.keySet())) {
            if (isBehind(id)) {
                rebuilds(id);
            }
        }
    }

    /** With no more faults, every view is what its session is. */
    void checkAll() {
        for (String id : pictures.keySet()) {
            if (isBehind(id)) {
                witness.broken(
                        Invariant.LIVE_SESSIONS_SERVE, "the view of " + id + " stays behind");
            }
        }
    }
}
