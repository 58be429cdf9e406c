package io.pagurus.session.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.session.fold.KnownTurn;
import io.pagurus.session.fold.RunningTurn;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.view.ReadSession;
import io.pagurus.session.view.SessionBodies;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Thread-safe; blocks. The same as {@link SessionBodies}, with the payloads in clear: for answers.
 *
 * <p>Its methods throw {@link UnreadablePayloadException} when a payload cannot be had.
 */
public final class OpenedBodies {

    private final SessionBodies bodies;
    private final Payloads payloads;

    public OpenedBodies(SessionBodies bodies, Payloads payloads) {
        this.bodies = bodies;
        this.payloads = payloads;
    }

    /** As {@link SessionBodies#atOnce}. */
    public Optional<ReadSession> atOnce(String sessionId) {
        return bodies.atOnce(sessionId).map(this::opened);
    }

    /** As {@link SessionBodies#withoutTurns}. */
    public Optional<ReadSession> withoutTurns(String sessionId) {
        return bodies.withoutTurns(sessionId).map(this::opened);
    }

    /** As {@link SessionBodies#withTurns}. */
    public Optional<ReadSession> withTurns(String sessionId, long since) {
        return bodies.withTurns(sessionId, since).map(this::opened);
    }

    /** As {@link SessionBodies#turn}. */
    public Optional<Turn> turn(SessionHeader header, KnownTurn wanted) {
        return bodies.turn(header, wanted).map(turn -> payloads.open(header.sessionId(), turn));
    }

    private ReadSession opened(ReadSession content) {
        SessionHeader header = content.header();
        String sessionId = header.sessionId();
        JsonNode state = content.agentState();
        RunningTurn running = header.running();
        Map<String, JsonNode> results = new HashMap<>();
        if (running != null) {
            content.results()
                    .forEach((task, result) ->
                            results.put(
                                    task,
                                    payloads.open(
                                            sessionId,
                                            PayloadKind.stepResult(running.turnId(), task),
                                            result)));
        }
        return new ReadSession(
                header,
                content.turns().stream().map(turn -> payloads.open(sessionId, turn)).toList(),
                state == null ? null : payloads.open(sessionId, PayloadKind.agentState(), state),
                results);
    }
}
