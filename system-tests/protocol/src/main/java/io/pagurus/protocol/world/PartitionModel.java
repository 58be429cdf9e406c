package io.pagurus.protocol.world;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.SessionExpired;
import io.pagurus.protocol.explore.Model;
import io.pagurus.protocol.explore.Steps;
import io.pagurus.protocol.invariant.Invariant;
import io.pagurus.protocol.invariant.Violation;
import io.pagurus.protocol.variant.Protocol;
import io.pagurus.protocol.variant.Protocol.Guard;
import io.pagurus.protocol.world.LineNode.Landing;
import io.pagurus.protocol.world.Partition.Group;
import io.pagurus.protocol.world.Partition.SnapshotWrite;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Verdict;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread. Instances that share a partition: each reads at its own pace, writes by
 * what it knows, answers by what it has folded and stores snapshots, also when another one has the
 * partition by now and it does not know. A new owner begins with the snapshot and the tail.
 */
public final class PartitionModel implements Model<Partition> {

    private static final int SNAPSHOTS_ON_THEIR_WAY = 2;

    private final Protocol protocol;
    private final int instances;
    private final int entriesAtMost;
    private final int rebalances;
    private final boolean forgets;
    private final Entries entries = new Entries();
    private final Line line;
    private final Interner<List<Integer>> numbers = new Interner<>();
    private final Interner<Copy> copies = new Interner<>();
    private final Interner<Group> groups = new Interner<>();
    private final Interner<List<SnapshotWrite>> writes = new Interner<>();

    /**
     * @param entriesAtMost in the journal, beside the one that opens the session
     */
    public PartitionModel(Protocol protocol, int instances, int entriesAtMost, int rebalances) {
        this(protocol, instances, entriesAtMost, rebalances, false);
    }

    /** Of a session that expires, is forgotten and opened anew. */
    public static PartitionModel forgetting(
            Protocol protocol, int instances, int entriesAtMost, int rebalances) {
        return new PartitionModel(protocol, instances, entriesAtMost, rebalances, true);
    }

    private PartitionModel(
            Protocol protocol, int instances, int entriesAtMost, int rebalances, boolean forgets) {
        this.protocol = protocol;
        this.instances = instances;
        this.entriesAtMost = entriesAtMost;
        this.rebalances = rebalances;
        this.forgets = forgets;
        this.line = new Line(protocol, entries);
    }

    @Override
    public Partition initial() {
        int opening = entries.number(Written.grant(1, Written.node(0), 0));
        return new Partition(
                        List.of(opening),
                        Collections.nCopies(instances, Copy.NONE),
                        new Group(1, 0, 0, rebalances),
                        List.of(),
                        List.of())
                .copy(0, new Copy(1, 0, 0));
    }

    @Override
    public void steps(Partition p, Steps<Partition> steps) {
        for (int i = 0; i < instances; i++) {
            Copy copy = p.copies().get(i);
            if (copy.serves()) {
                reads(p, i, copy, steps);
                writes(p, i, copy, steps);
                stores(p, i, copy, steps);
            }
            if (p.group().rebalances() > 0) {
                Copy loaded =
                        new Copy(
                                p.group().generation() + 1,
                                loaded(p.group().snapshot()),
                                p.group().committed());
                steps.step(
                        "s%s is given the partition and loads the snapshot",
                        i, p.group(p.group().rebalanced()).copy(i, loaded));
            }
        }
        for (int i = 0; i < p.writes().size(); i++) {
            lands(p, i, steps);
        }
    }

    private void reads(Partition p, int instance, Copy copy, Steps<Partition> steps) {
        if (copy.position() == p.journal().size()) {
            return;
        }
        int entry = p.journal().get(copy.position());
        Landing landing = line.land(line.node(copy.line()), entry);
        Copy next = new Copy(copy.generation(), landing.after().number(), copy.position() + 1);
        Partition after = p.copy(instance, next);
        boolean acknowledged = !(landing.verdict() instanceof Verdict.Refused);
        steps.step(
                "s%s reads the next entry",
                instance,
                acknowledged && entries.record(entry) instanceof JournalRecord.TurnCommitted
                        ? after.told(entry)
                        : after);
    }

    private int loaded(int snapshot) {
        return protocol.has(Guard.STORED_FLOOR)
                ? snapshot
                : line.withoutFloor(line.node(snapshot)).number();
    }

    /** By what the instance knows, which may be old: so are the writes of zombies. */
    private void writes(Partition p, int instance, Copy copy, Steps<Partition> steps) {
        SessionHeader h = line.node(copy.line()).header();
        if (p.journal().size() > entriesAtMost) {
            return;
        }
        if (forgets) {
            writesOfALife(p, instance, line.node(copy.line()), steps);
            return;
        }
        if (h == null || h.owner() == null) {
            return;
        }
        int other = 1 - Written.nodeOf(h.owner().node());
        int grant = entries.number(Written.grant(h.epoch() + 1, Written.node(other), 0));
        steps.step("s%s writes a grant", instance, p.wrote(grant));
        for (int turn = 1; turn <= 2; turn++) {
            int commit =
                    entries.number(
                            Written.commit(
                                    h.epoch(),
                                    h.owner().node(),
                                    h.seq() + 1,
                                    Written.turn(turn),
                                    1,
                                    0,
                                    0));
            steps.step("s%s writes a commit", instance, p.wrote(commit));
        }
    }

    /** Both lives have the same first owner, whose late writes are the ones to be refused. */
    private void writesOfALife(Partition p, int instance, LineNode seen, Steps<Partition> steps) {
        SessionHeader h = seen.header();
        if (h == null || h.owner() == null) {
            if (seen.life() > 0) {
                int opening = entries.number(seen.grantTo(Written.node(0)));
                steps.step("s%s opens the session anew", instance, p.wrote(opening));
            }
            return;
        }
        int expiry = entries.number(new SessionExpired(h.sessionId(), h.epoch(), h.lastOffset()));
        steps.step("s%s writes an expiry", instance, p.wrote(expiry));
        if (h.state().takesWrites()) {
            int commit =
                    entries.number(
                            Written.commit(
                                    h.epoch(),
                                    h.owner().node(),
                                    h.seq() + 1,
                                    Written.turn(1),
                                    1,
                                    seen.life(),
                                    0));
            steps.step("s%s writes a commit", instance, p.wrote(commit));
        }
    }

    private void stores(Partition p, int instance, Copy copy, Steps<Partition> steps) {
        if (p.writes().size() < SNAPSHOTS_ON_THEIR_WAY && copy.position() > p.group().committed()) {
            SnapshotWrite write =
                    new SnapshotWrite(copy.generation(), copy.line(), copy.position());
            steps.step("s%s begins to store a snapshot", instance, p.begun(write));
        }
    }

    /** Snapshot and position are one transaction, of the group's present generation or of none. */
    private void lands(Partition p, int index, Steps<Partition> steps) {
        SnapshotWrite write = p.writes().get(index);
        boolean current = write.generation() == p.group().generation();
        Group group = p.group();
        if (current || !protocol.has(Guard.SNAPSHOT_GENERATION)) {
            group = group.stored(write.line());
        }
        if (current) {
            group = group.committed(write.position());
        }
        steps.step(
                "the snapshot up to entry %s lands", write.position(), p.group(group).ended(index));
    }

    @Override
    public @Nullable Violation judge(Partition p) {
        LineNode end = truth(p, p.journal().size());
        if (end.violation() != null) {
            return end.violation();
        }
        for (int i = 0; i < instances; i++) {
            Copy copy = p.copies().get(i);
            if (copy.serves() && truth(p, copy.position()).number() != copy.line()) {
                return new Violation(
                        Invariant.SNAPSHOT_AND_TAIL_EQUAL_THE_FOLD,
                        "s"
                                + i
                                + " has another session than the first "
                                + copy.position()
                                + " entries make");
            }
        }
        for (int entry : p.told()) {
            if (!(entries.record(entry) instanceof JournalRecord.TurnCommitted turn)
                    || !has(end, turn)) {
                return new Violation(
                        Invariant.ACKNOWLEDGED_IS_IN_THE_FOLD,
                        EntryText.of(entries.record(entry)) + " was told");
            }
        }
        return null;
    }

    private static boolean has(LineNode end, JournalRecord.TurnCommitted told) {
        return end.ever().stream()
                .anyMatch(turn ->
                        turn.turnId().equals(told.turnId())
                                && turn.messages().equals(told.messages()));
    }

    private LineNode truth(Partition p, int position) {
        LineNode node = line.empty();
        for (int i = 0; i < position; i++) {
            node = line.land(node, p.journal().get(i)).after();
        }
        return node;
    }

    @Override
    public int codeLength() {
        return 4 + instances;
    }

    @Override
    public void encode(Partition p, int[] code) {
        code[0] = numbers.number(p.journal());
        code[1] = numbers.number(p.told());
        code[2] = groups.number(p.group());
        code[3] = writes.number(p.writes());
        for (int i = 0; i < instances; i++) {
            code[4 + i] = copies.number(p.copies().get(i));
        }
    }

    @Override
    public Partition decode(int[] code) {
        Copy[] each = new Copy[instances];
        for (int i = 0; i < instances; i++) {
            each[i] = copies.value(code[4 + i]);
        }
        return new Partition(
                numbers.value(code[0]),
                List.of(each),
                groups.value(code[2]),
                writes.value(code[3]),
                numbers.value(code[1]));
    }
}
