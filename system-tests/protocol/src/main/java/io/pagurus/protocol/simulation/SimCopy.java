package io.pagurus.protocol.simulation;

import io.pagurus.protocol.variant.Protocol;
import io.pagurus.session.fold.EpochFloor;
import io.pagurus.session.fold.Folded;
import io.pagurus.session.fold.HeaderCodec;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.journal.FoldedEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Confined to one thread. An instance's copy of a partition: loaded, then folded by itself. */
final class SimCopy {

    private final Protocol protocol;
    private final SessionFold fold;
    private final int generation;
    private final Map<String, SessionHeader> headers = new HashMap<>();
    private final Set<String> dirty = new HashSet<>();
    private EpochFloor floor;
    private long position;
    private boolean storing;

    SimCopy(SimPartition from, Protocol protocol) {
        this.protocol = protocol;
        this.fold = new SessionFold(protocol.rules());
        this.floor = from.storedFloor();
        this.generation = from.generation();
        this.position = from.committed();
        from.snapshot().forEach((id, bytes) -> headers.put(id, HeaderCodec.decode(id, bytes)));
    }

    FoldedEntry read(FoldedEntry truth) {
        String id = truth.sessionId();
        SessionHeader before = headers.get(id);
        Folded folded = fold.apply(before, floor, truth.entry(), truth.at());
        position = truth.at().offset() + 1;
        FoldedEntry read =
                new FoldedEntry(
                        truth.entry(),
                        truth.at(),
                        truth.time(),
                        truth.bytes(),
                        true,
                        before,
                        folded.header(),
                        folded.verdict());
        floor = protocol.floor(floor, read);
        if (read.changed()) {
            dirty.add(id);
            if (folded.header() == null) {
                headers.remove(id);
            } else {
                headers.put(id, folded.header());
            }
        }
        return read;
    }

    @Nullable SessionHeader header(String session) {
        return headers.get(session);
    }

    /** One snapshot at a time: the second must not land before the first. */
    boolean beginsToStore() {
        boolean begins = !storing;
        storing = true;
        return begins;
    }

    void stored() {
        storing = false;
    }

    /** What has changed since the last time; no bytes for a session that was forgotten. */
    Map<String, byte[]> takeDirty() {
        Map<String, byte[]> changed = new HashMap<>();
        for (String id : dirty) {
            SessionHeader header = headers.get(id);
            changed.put(id, header == null ? new byte[0] : HeaderCodec.encode(header));
        }
        dirty.clear();
        return changed;
    }

    EpochFloor floor() {
        return floor;
    }

    int generation() {
        return generation;
    }

    long position() {
        return position;
    }
}
