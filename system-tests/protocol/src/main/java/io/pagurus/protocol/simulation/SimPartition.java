package io.pagurus.protocol.simulation;

import io.pagurus.events.JournalRecord;
import io.pagurus.protocol.invariant.Invariant;
import io.pagurus.protocol.simulation.Witness.Tally;
import io.pagurus.protocol.variant.Protocol;
import io.pagurus.session.fold.EpochFloor;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.journal.FoldedEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    private static final int REMEMBERED = 20_000;

    private final Protocol protocol;
    private final SessionFold fold;
    private final Witness witness;
    private final Map<String, SessionTruth> truths = new HashMap<>();
    private final Map<String, byte[]> snapshot = new HashMap<>();

    /** The last epochs of sessions that were forgotten: what the floor stands for. */
    private final Map<String, Long> forgotten =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > REMEMBERED;
                }
            };

    private List<Stored> entries = new ArrayList<>();
    private EpochFloor floor = EpochFloor.NONE;
    private EpochFloor storedFloor = EpochFloor.NONE;
    private long base;
    private long committed;
    private int generation;
    private int owner;

    SimPartition(int number, Protocol protocol, Witness witness) {
        this.number = number;
        this.protocol = protocol;
        this.fold = new SessionFold(protocol.rules());
        this.witness = witness;
    }

    Stored append(JournalRecord record, long request) {
        SessionTruth truth =
                truths.computeIfAbsent(record.sessionId(), _ -> new SessionTruth(fold, witness));
        FoldedEntry folded = truth.landed(record, floor, new Position(number, end()));
        floor = protocol.floor(floor, folded);
        if (folded.changed()) {
            lives(folded);
        }
        Stored stored = new Stored(request, folded);
        entries.add(stored);
        if (truth.header() == null) {
            truths.remove(record.sessionId());
        }
        return stored;
    }

    /** A session's epochs rise, also from one of its lives to the next. */
    private void lives(FoldedEntry folded) {
        SessionHeader before = folded.before();
        SessionHeader after = folded.after();
        String session = folded.sessionId();
        if (before != null && after == null) {
            witness.count(Tally.FORGOTTEN);
            forgotten.put(session, before.epoch());
        } else if (before == null && after != null && forgotten.containsKey(session)) {
            witness.count(Tally.REOPENED);
            long last = forgotten.getOrDefault(session, 0L);
            if (after.epoch() <= last) {
                witness.broken(
                        Invariant.ONE_OWNER_AN_EPOCH,
                        session + " begins with epoch " + after.epoch() + " after " + last);
            }
        }
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

    EpochFloor storedFloor() {
        return storedFloor;
    }

    void store(EpochFloor itsFloor) {
        storedFloor = itsFloor;
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
