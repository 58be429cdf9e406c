package io.pagurus.session.view;

import io.pagurus.session.fold.KnownTurn;
import io.pagurus.session.fold.Replay;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.journal.Replays;
import io.pagurus.session.journal.SessionTable;
import java.util.List;
import java.util.Optional;

/**
 * Thread-safe; blocks, so it is called on virtual threads. A session with its history: from the
 * view where the view has what the fold has, else from the journal itself. So a takeover needs no
 * Redis.
 */
public final class SessionBodies {

    private final SessionTable sessions;
    private final ViewReader view;
    private final Replays replays;

    SessionBodies(SessionTable sessions, ViewReader view, Replays replays) {
        this.sessions = sessions;
        this.view = view;
        this.replays = replays;
    }

    /** The session without its history, if its view has it at this moment. */
    public Optional<SessionContent> atOnce(String sessionId) {
        return view.look(sessionId, -1);
    }

    /** The session without its history; empty when neither view nor journal could be read. */
    public Optional<SessionContent> withoutTurns(String sessionId) {
        return view.read(sessionId, -1).or(() -> fromJournal(sessionId, Long.MAX_VALUE));
    }

    /**
     * The session with its turns; empty when neither view nor journal could be read.
     *
     * @param since the number of the last turn that is left out, 0 for all
     */
    public Optional<SessionContent> withTurns(String sessionId, long since) {
        return view.read(sessionId, since).or(() -> fromJournal(sessionId, since));
    }

    /** One committed turn; empty when neither view nor journal could be read. */
    public Optional<Turn> turn(SessionHeader header, KnownTurn wanted) {
        if (wanted.last()) {
            return replays.turn(header, header.window().lastOffset());
        }
        return withTurns(header.sessionId(), wanted.seq() - 1)
                .flatMap(content ->
                        content.turns().stream()
                                .filter(turn -> turn.seq() == wanted.seq())
                                .findFirst());
    }

    private Optional<SessionContent> fromJournal(String sessionId, long since) {
        return sessions.find(sessionId)
                .flatMap(replays::of)
                .flatMap(replay -> content(replay, since));
    }

    private static Optional<SessionContent> content(Replay replay, long since) {
        SessionHeader header = replay.header();
        if (header == null) {
            return Optional.empty();
        }
        List<Turn> turns = replay.turns().stream().filter(turn -> turn.seq() > since).toList();
        return Optional.of(
                new SessionContent(header, turns, replay.agentState(), replay.results()));
    }
}
