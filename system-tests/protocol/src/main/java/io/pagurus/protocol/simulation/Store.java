package io.pagurus.protocol.simulation;

import io.pagurus.events.JournalRecord;
import io.pagurus.protocol.invariant.Invariant;
import io.pagurus.protocol.simulation.SimPartition.Stored;
import io.pagurus.protocol.simulation.Witness.Tally;
import io.pagurus.protocol.variant.Protocol;
import io.pagurus.protocol.variant.Protocol.Acknowledgement;
import io.pagurus.protocol.variant.Protocol.Guard;
import io.pagurus.session.fold.EpochFloor;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.FoldedEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread. The instances of the store and the journal between them: entries land
 * late, twice or never; each instance reads at its own pace, and one that has lost a partition goes
 * on until it learns of it.
 */
final class Store {

    private static final int READ_AT_ONCE = 64;

    private final Protocol protocol;
    private final Schedule schedule;
    private final Weather weather;
    private final Witness witness;
    private final SimView view;
    private final List<SimPartition> partitions = new ArrayList<>();

    /** By instance and partition; null where the instance does not serve it. */
    private final @Nullable SimCopy[][] copies;

    private final List<Map<Long, Consumer<Answer>>> waiting = new ArrayList<>();
    private long requests;

    Store(SimulationSettings settings, Schedule schedule, Weather weather, Witness witness) {
        this.protocol = settings.protocol();
        this.schedule = schedule;
        this.weather = weather;
        this.witness = witness;
        this.view = new SimView(this, settings.protocol(), schedule, weather, witness);
        this.copies = new SimCopy[settings.instances()][settings.partitions()];
        for (int i = 0; i < settings.instances(); i++) {
            waiting.add(new HashMap<>());
        }
        for (int p = 0; p < settings.partitions(); p++) {
            partitions.add(new SimPartition(p, protocol, witness));
            give(p, p % settings.instances());
            schedule.in(weather.between(0, Weather.SECOND), new Rounds(p));
        }
    }

    SimView view() {
        return view;
    }

    SimPartition partitionOf(String session) {
        return partitions.get(Math.floorMod(session.hashCode(), partitions.size()));
    }

    /** The session as some instance has it, which may be behind; null when none knows it. */
    @Nullable SessionHeader look(String session) {
        SimCopy copy = anyCopy(session);
        return copy == null ? null : copy.header(session);
    }

    /** The epoch that such an instance proposes for a session that it does not know. */
    long firstEpoch(String session) {
        SimCopy copy = anyCopy(session);
        return (copy == null ? EpochFloor.NONE : copy.floor()).next();
    }

    private @Nullable SimCopy anyCopy(String session) {
        int p = Math.floorMod(session.hashCode(), partitions.size());
        int first = weather.below(copies.length);
        for (int i = 0; i < copies.length; i++) {
            SimCopy copy = copies[(first + i) % copies.length][p];
            if (copy != null) {
                return copy;
            }
        }
        return null;
    }

    /** Asks that an entry be made so; the answer comes once, or late, or never. */
    void write(JournalRecord record, Consumer<Answer> then) {
        int p = Math.floorMod(record.sessionId().hashCode(), partitions.size());
        int via = weather.fault(50) ? weather.below(copies.length) : partitions.get(p).owner();
        if (copies[via][p] == null) {
            schedule.in(weather.latency(), () -> then.accept(Answer.NOTHING));
            return;
        }
        long request = ++requests;
        waiting.get(via).put(request, then);
        schedule.in(
                500 * Weather.MILLI,
                () -> {
                    if (waiting.get(via).remove(request) != null) {
                        then.accept(Answer.NOTHING);
                    }
                });
        if (!weather.fault(150)) {
            schedule.in(weather.produceDelay(), () -> lands(p, record, request));
        }
        if (weather.fault(200)) {
            schedule.in(weather.produceDelay(), () -> lands(p, record, request));
        }
    }

    private void lands(int p, JournalRecord record, long request) {
        Stored stored = partitions.get(p).append(record, request);
        witness.count(Tally.ENTRIES);
        witness.saw(schedule.nowMicros(), record.sessionId(), stored.truth().verdict());
        if (stored.truth().verdict() instanceof Verdict.Refused) {
            witness.count(Tally.REFUSED);
        }
        boolean told =
                protocol.acknowledgement() == Acknowledgement.BROKER
                        && record instanceof JournalRecord.TurnCommitted;
        for (int i = 0; i < copies.length; i++) {
            if (told) {
                answer(i, request, new Answer(new Verdict.Accepted(), null, null));
            }
            SimCopy copy = copies[i][p];
            if (copy != null) {
                int instance = i;
                long lag = weather.fault(300) ? Weather.SECOND : weather.between(50, 1_000);
                schedule.in(lag, () -> reads(instance, p));
            }
        }
    }

    private void reads(int instance, int p) {
        SimPartition partition = partitions.get(p);
        for (int i = 0; i < READ_AT_ONCE; i++) {
            SimCopy copy = copies[instance][p];
            if (copy == null || copy.position() >= partition.end()) {
                return;
            }
            Stored stored = partition.at(copy.position());
            FoldedEntry read = copy.read(stored.truth());
            if (!read.equals(stored.truth())) {
                witness.broken(
                        Invariant.SNAPSHOT_AND_TAIL_EQUAL_THE_FOLD,
                        "instance " + instance + " makes something else of " + read.at());
            }
            view.folded(read);
            answer(
                    instance,
                    stored.request(),
                    new Answer(read.verdict(), read.before(), read.after()));
        }
    }

    private void answer(int instance, long request, Answer answer) {
        if (weather.fault(200)) {
            return;
        }
        Consumer<Answer> then = waiting.get(instance).remove(request);
        if (then != null) {
            schedule.in(weather.latency(), () -> then.accept(answer));
        }
    }

    private void give(int p, int instance) {
        SimPartition partition = partitions.get(p);
        partition.rebalanced(instance);
        copies[instance][p] = new SimCopy(partition, protocol);
        witness.count(Tally.LOADS);
        reads(instance, p);
    }

    /** Confined like its store. What happens to a partition again and again. */
    private final class Rounds implements Runnable {

        private final int p;

        Rounds(int p) {
            this.p = p;
        }

        @Override
        public void run() {
            for (int i = 0; i < copies.length; i++) {
                SimCopy copy = copies[i][p];
                if (copy != null && copy.beginsToStore()) {
                    stores(i, copy);
                }
            }
            if (weather.fault(4)) {
                moves();
            }
            partitions.get(p).trim(lowest());
            if (!weather.isCalm()) {
                schedule.in(weather.between(Weather.SECOND, 2 * Weather.SECOND), this);
            }
        }

        private void stores(int instance, SimCopy copy) {
            long position = copy.position();
            Map<String, byte[]> changed = copy.takeDirty();
            EpochFloor floor = copy.floor();
            long delay = weather.fault(10) ? 3 * Weather.SECOND : weather.between(1_000, 20_000);
            schedule.in(delay, () -> lands(instance, copy, changed, floor, position));
        }

        /** One transaction with the position, of the group's present generation. */
        private void lands(
                int instance,
                SimCopy copy,
                Map<String, byte[]> changed,
                EpochFloor floor,
                long position) {
            SimPartition partition = partitions.get(p);
            boolean current = copy.generation() == partition.generation();
            copy.stored();
            if (current || !protocol.has(Guard.SNAPSHOT_GENERATION)) {
                changed.forEach((id, bytes) -> {
                    if (bytes.length == 0) {
                        partition.snapshot().remove(id);
                    } else {
                        partition.snapshot().put(id, bytes);
                    }
                });
                partition.store(protocol.has(Guard.STORED_FLOOR) ? floor : EpochFloor.NONE);
                witness.count(Tally.SNAPSHOTS);
            }
            if (current) {
                partition.commit(Math.max(partition.committed(), position));
            } else if (Objects.equals(copies[instance][p], copy)) {
                copies[instance][p] = null;
            }
        }

        private void moves() {
            int to = weather.below(copies.length);
            if (to != partitions.get(p).owner()) {
                witness.count(Tally.REBALANCES);
                give(p, to);
            }
        }

        private long lowest() {
            long lowest = partitions.get(p).committed();
            for (SimCopy[] instance : copies) {
                if (instance[p] != null) {
                    lowest = Math.min(lowest, instance[p].position());
                }
            }
            return lowest;
        }
    }
}
