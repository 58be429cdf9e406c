package io.pagurus.session.api;

import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.Digest;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.SessionState;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.fold.TurnWindow;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.FoldListener;
import io.pagurus.session.journal.FoldedEntry;
import io.pagurus.session.view.SessionBodies;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * Thread-safe; a question may block, what the fold says does not. Which turn ids stand in a
 * history, also of turns that the fold has forgotten. A long session's ids are read once, with its
 * history, and kept up to date behind the fold for as long as there is room; eight bytes stand for
 * an id.
 */
@Singleton
public final class TurnIds implements FoldListener {

    private final SessionBodies bodies;
    private final long mostIds;
    private final Map<String, Known> sessions = new LinkedHashMap<>(16, 0.75f, true);
    private final LongAdder read = new LongAdder();
    private long ids;

    /** Guarded by its owner. The ids of a session's first turns. */
    private static final class Known {
        final int partition;
        final Set<Long> ids = new HashSet<>();
        long seq;

        Known(int partition) {
            this.partition = partition;
        }
    }

    @Inject
    TurnIds(SessionBodies bodies, ApiSettings settings) {
        this.bodies = bodies;
        this.mostIds = settings.turnIds();
    }

    /**
     * Whether a turn stands in the history that the fold does not remember any more; empty when the
     * history could not be read.
     */
    Optional<Boolean> isForgotten(SessionHeader header, String turnId) {
        if (header.seq() <= header.window().size()) {
            return Optional.of(false);
        }
        long id = Digest.ofId(turnId);
        Optional<Boolean> known = among(header, id);
        if (known.isPresent()) {
            return known;
        }
        read.increment();
        return bodies.forgottenTurns(header)
                .map(turns -> {
                    learn(header, turns);
                    return turns.stream().anyMatch(turn -> turn.turnId().equals(turnId));
                });
    }

    /**
     * They may lag by less than the window, with which they overlap then: else it is another life.
     */
    private synchronized Optional<Boolean> among(SessionHeader header, long id) {
        Known known = sessions.get(header.sessionId());
        TurnWindow window = header.window();
        return known == null
                        || known.seq <= header.seq() - window.size()
                        || !known.ids.contains(window.ids().getFirst())
                ? Optional.empty()
                : Optional.of(known.ids.contains(id));
    }

    private synchronized void learn(SessionHeader header, List<Turn> turns) {
        forget(header.sessionId());
        Known known = new Known(header.partition());
        turns.forEach(turn -> known.ids.add(Digest.ofId(turn.turnId())));
        known.ids.addAll(header.window().ids());
        known.seq = header.seq();
        ids += known.ids.size();
        sessions.put(header.sessionId(), known);
        makeRoom();
    }

    private void makeRoom() {
        Iterator<Known> oldest = sessions.values().iterator();
        while (ids > mostIds && oldest.hasNext()) {
            ids -= oldest.next().ids.size();
            oldest.remove();
        }
    }

    private void forget(String sessionId) {
        Known gone = sessions.remove(sessionId);
        ids -= gone == null ? 0 : gone.ids.size();
    }

    @Override
    public synchronized void onFolded(FoldedEntry folded) {
        SessionHeader after = folded.after();
        if (!folded.changed() || !sessions.containsKey(folded.sessionId())) {
            return;
        }
        if (after == null
                || after.state() instanceof SessionState.Expired
                || after.state() instanceof SessionState.Deleted) {
            forget(folded.sessionId());
        } else if (folded.verdict() instanceof Verdict.Accepted
                && folded.entry()
                        instanceof JournalEntry.Written(JournalRecord.TurnCommitted turn)) {
            add(after.sessionId(), turn);
        }
    }

    private void add(String sessionId, JournalRecord.TurnCommitted turn) {
        Known known = sessions.get(sessionId);
        if (known != null && turn.seq() == known.seq + 1) {
            known.seq = turn.seq();
            ids += known.ids.add(Digest.ofId(turn.turnId())) ? 1 : 0;
            makeRoom();
        }
    }

    @Override
    public synchronized void onRevoked(int partition) {
        List.copyOf(sessions.entrySet()).stream()
                .filter(each -> each.getValue().partition == partition)
                .forEach(each -> forget(each.getKey()));
    }

    /** Histories that had to be read for it. */
    public long read() {
        return read.sum();
    }
}
