package io.pagurus.store;

import io.pagurus.history.Acknowledged;
import io.pagurus.history.Asked;
import io.pagurus.history.ClientSide;
import io.pagurus.history.ReadBack;
import io.pagurus.history.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Thread-safe. What was asked of the store in a run, and what was told. Grows with the run, which
 * is bounded by its injections.
 */
public final class Records {

    private final List<Asked> asked = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private final List<Acknowledged> acknowledged = new ArrayList<>();
    private final List<ReadBack> reads = new ArrayList<>();
    private final List<Write> writes = new ArrayList<>();
    private final List<String> surprises = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    /**
     * Immutable. A write from its first attempt to its answer, by {@link System#nanoTime()}.
     *
     * @param what such as {@code commit}
     */
    public record Write(String what, String sessionId, long beganNanos, long endedNanos) {
        public long millis() {
            return (endedNanos - beganNanos) / 1_000_000;
        }
    }

    synchronized void asks(String sessionId, String key, String text) {
        asked.add(new Asked(sessionId, key, text));
    }

    synchronized void told(String sessionId, String key, String turnId, String answer) {
        told.add(new Told(sessionId, key, turnId, answer, told.size()));
    }

    synchronized void acknowledged(Acknowledged write) {
        acknowledged.add(write);
    }

    synchronized void read(ReadBack read) {
        reads.add(read);
    }

    synchronized void write(Write write) {
        writes.add(write);
    }

    /** Something that the protocol has no place for. */
    synchronized void surprise(String what) {
        surprises.add(what);
    }

    synchronized void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    public synchronized ClientSide clientSide() {
        return new ClientSide(asked, told);
    }

    public synchronized List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    public synchronized List<ReadBack> reads() {
        return List.copyOf(reads);
    }

    public synchronized List<Write> writes() {
        return List.copyOf(writes);
    }

    public synchronized List<String> surprises() {
        return List.copyOf(surprises);
    }

    /** Things that happened, and how often. */
    public synchronized Map<String, Integer> counts() {
        return Map.copyOf(counts);
    }

    /** Tellings so far. */
    public synchronized int tellings() {
        return told.size();
    }
}
