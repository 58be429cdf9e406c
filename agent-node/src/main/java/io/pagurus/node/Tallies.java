package io.pagurus.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Thread-safe. What this node did since it started. */
public final class Tallies {

    /** What is counted. */
    public enum Tally {
        /** Turns that the model ran and the journal took. */
        commits,
        /** Answers told from the history, without a run. */
        answeredFromHistory,
        /** Requests that joined a running turn. */
        joined,
        /** Histories loaded from session-service. */
        loads,
        /** Calls at session-service that were made again. */
        storeRetries,
        /** Calls of tools. */
        toolCalls,
        failedTurns,
        uncertainTurns,
        /** Calls at session-service that it refused because another node or epoch owns. */
        fencedWrites,
        /** Turns run again after a crash. */
        resumedAtStart,
        /** Of those, the ones that were refused. */
        zombieWritesRefused,
        /** Clients that read too slowly and were cut off. */
        slowClients
    }

    private final Map<Tally, LongAdder> counts = new EnumMap<>(Tally.class);

    public Tallies() {
        for (Tally tally : Tally.values()) {
            counts.put(tally, new LongAdder());
        }
    }

    public void count(Tally tally) {
        adder(tally).increment();
    }

    public long of(Tally tally) {
        return adder(tally).sum();
    }

    public void writeTo(ObjectNode body) {
        for (Tally tally : Tally.values()) {
            body.put(tally.name(), of(tally));
        }
    }

    private LongAdder adder(Tally tally) {
        LongAdder adder = counts.get(tally);
        if (adder == null) {
            throw new IllegalStateException("every tally has an adder");
        }
        return adder;
    }
}
