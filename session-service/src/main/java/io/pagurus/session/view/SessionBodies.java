package io.pagurus.session.view;

import io.pagurus.session.fold.KnownTurn;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.history.ChunkCodec;
import io.pagurus.session.journal.SessionTable;
import io.pagurus.session.snapshot.OpenBodies;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Thread-safe; blocks, so it is called on virtual threads. A session with its history: from the
 * view where the view has what the fold has, else from where the view would be rebuilt from. So a
 * takeover needs no Redis.
 */
public final class SessionBodies {

    private final SessionTable sessions;
    private final ViewReader view;
    private final SessionSource source;
    private final OpenBodies open;
    private final ChunkCodec codec;

    SessionBodies(
            SessionTable sessions,
            ViewReader view,
            SessionSource source,
            OpenBodies open,
            ChunkCodec codec) {
        this.sessions = sessions;
        this.view = view;
        this.source = source;
        this.open = open;
        this.codec = codec;
    }

    /** The session without its history, if its view has it at this moment. */
    public Optional<ReadSession> atOnce(String sessionId) {
        return view.look(sessionId, ViewRedis.NO_TURNS);
    }

    /** The session without its history; empty when neither view nor source could be read. */
    public Optional<ReadSession> withoutTurns(String sessionId) {
        return read(sessionId, ViewRedis.NO_TURNS);
    }

    /**
     * The session with its turns; empty when neither view nor source could be read.
     *
     * @param since the number of the last turn that is left out, 0 for all
     */
    public Optional<ReadSession> withTurns(String sessionId, long since) {
        return read(sessionId, since);
    }

    /**
     * The turns of a session that the fold has forgotten, maybe with some that it remembers; empty
     * when neither view nor source could be read. A view that lags a little is good enough.
     */
    public Optional<List<Turn>> forgottenTurns(SessionHeader header) {
        return view.firstTurns(header)
                .or(() -> withTurns(header.sessionId(), 0).map(ReadSession::turns));
    }

    private Optional<ReadSession> read(String sessionId, long since) {
        boolean emptied = sessions.find(sessionId).map(ViewStep::isEmptied).orElse(false);
        return (emptied ? Optional.<ReadSession>empty() : view.read(sessionId, since))
                .or(() -> fromSource(sessionId, since));
    }

    /** One committed turn; empty when neither view nor journal could be read. */
    public Optional<Turn> turn(SessionHeader header, KnownTurn wanted) {
        if (wanted.last()) {
            return open.turns(header, List.of(header.window().lastOffset()))
                    .flatMap(turns -> turns.stream().findFirst());
        }
        return withTurns(header.sessionId(), wanted.seq() - 1)
                .flatMap(content ->
                        content.turns().stream()
                                .filter(turn -> turn.seq() == wanted.seq())
                                .findFirst());
    }

    private Optional<ReadSession> fromSource(String sessionId, long since) {
        SessionHeader header = sessions.find(sessionId).orElse(null);
        if (header != null && ViewStep.isEmptied(header)) {
            return Optional.of(new ReadSession(header, List.of(), null, Map.of()));
        }
        return Optional.ofNullable(header)
                .flatMap(source::load)
                .map(content ->
                        new ReadSession(
                                content.header(),
                                since == ViewRedis.NO_TURNS
                                        ? List.of()
                                        : content.history().turns(since, codec),
                                content.agentState(),
                                content.results()));
    }
}
