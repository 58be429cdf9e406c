package io.pagurus.protocol.simulation;

import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.journal.FoldedEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread. One partition: its entries as far as somebody may still read them, what
 * they make of each session, and the snapshot with its position.
 */
final class SimPartition {

    /** Immutable. An entry, and what the fold truly made of it. */
    record Stored(long request, FoldedEntry truth) {}

    private final int number;
    private final SessionFold fold;
    private final Witness witness;
    private final Map<String, SessionTruth> truths = new HashMap<>();
    private final Map<String, byte[]> snapshot = new HashMap<>();
    private List<Stored> entries = new ArrayList<>();
    private long base;
    private long committed;
    private int generation;
    private int owner;

    SimPartition(int number, SessionFold fold, Witness witness) {
        this.number = number;
        this.fold = fold;
        this.witness = witness;
    }

    Stored append(JournalRecord record, long request) {
        SessionTruth truth =
                truths.computeIfAbsent(record.sessionId(), _ -> new SessionTruth(fold, witness));
        FoldedEntry folded = truth.landed(record, new Position(number, end()));
        Stored stored = new Stored(request, folded);
        entries.add(stored);
        if (truth.header() == null) {
            truths.remove(record.sessionId());
        }
        return stored;
    }

    long end() {
        return base + entries.size();
    }

    Stored at(long offset) {
        return entries.get((int) (offset - base));
    }

    /** Nobody reads what stands before the offset any more. */
    void trim(long offset) {
        if (offset - base > 10_000) {
            entries = new ArrayList<>(entries.subList((int) (offset - base), entries.size()));
            base = offset;
        }
    }

    @Nullable SessionTruth truth(String session) {
        return truths.get(session);
    }

    @Nullable SessionHeader header(String session) {
        SessionTruth truth = truths.get(session);
        return truth == null ? null : truth.header();
    }

    Map<String, byte[]> snapshot() {
        return snapshot;
    }

    long committed() {
        return committed;
    }

    void commit(long position) {
        committed = position;
    }

    int generation() {
        return generation;
    }

    int owner() {
        return owner;
    }

    void rebalanced(int newOwner) {
        generation++;
        owner = newOwner;
    }
}
