package io.pagurus.drill;

import io.pagurus.history.Asked;
import io.pagurus.history.ClientSide;
import io.pagurus.history.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Thread-safe. What all clients of a run asked for, were told, and found wrong. Bounded by what the
 * clients ask: sessions times turns.
 */
public final class Ledger {

    private final List<Asked> asked = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private final List<TurnRecord> turns = new ArrayList<>();
    private final Map<String, String> contextLost = new TreeMap<>();

    synchronized void asks(TurnRecord turn) {
        TurnRequest request = turn.request();
        asked.add(new Asked(request.sessionId(), request.key(), request.text()));
        turns.add(turn);
    }

    /** A client was told a whole answer. */
    public synchronized void told(TurnRequest request, Attempt.Answered answer) {
        told.add(
                new Told(
                        request.sessionId(),
                        request.key(),
                        answer.turnId(),
                        answer.text(),
                        told.size()));
    }

    /** A turn asked for outside of any conversation, whose fate the checker has to know of. */
    public synchronized void asksAside(TurnRequest request) {
        asked.add(new Asked(request.sessionId(), request.key(), request.text()));
    }

    /** An answer showed another memory than the conversation had. */
    synchronized void contextLost(String sessionId, String how) {
        contextLost.putIfAbsent(sessionId, how);
    }

    public synchronized ClientSide clientSide() {
        return new ClientSide(asked, told);
    }

    synchronized List<TurnRecord> turns() {
        return List.copyOf(turns);
    }

    /** By session, the first sign of it. */
    public synchronized Map<String, String> contextLost() {
        return Map.copyOf(contextLost);
    }

    public synchronized int acknowledged() {
        return told.size();
    }

    /** How the turns failed that no client got an answer to. */
    public List<String> failures() {
        return turns().stream()
                .flatMap(turn ->
                        turn.failure().stream().map(how -> turn.request().sessionId() + ": " + how))
                .toList();
    }

    public int retried() {
        return turns().stream().mapToInt(TurnRecord::retries).sum();
    }
}
