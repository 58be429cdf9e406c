package io.pagurus.session.privacy;

import static io.pagurus.session.fold.Entries.SESSION;
import static io.pagurus.session.fold.Entries.T0;
import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.delete;
import static io.pagurus.session.fold.Entries.expire;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.fold.Entries.opening;

import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.EpochFloor;
import io.pagurus.session.fold.FencedRules;
import io.pagurus.session.fold.FoldLimits;
import io.pagurus.session.fold.Folded;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.Replay;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.FoldedEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Confined to a test. One session's journal and keys, and instances that are late; no I/O. */
final class KeyLife {

    /** How keys are chosen and destroyed: the production's way, and ways that look as good. */
    enum Rule {
        AS_BUILT,
        /** A session has one key; whoever knows one uses it. */
        ANY_KEY_SEALS,
        /** An end takes all keys that the session has when it is carried out. */
        AN_END_TAKES_ALL,
        /** A key serves the next epoch also where the content ended in between. */
        KEYS_OUTLIVE_AN_END
    }

    private static final int STEPS = 60;

    private final Random random;
    private final Rule rule;
    private final SessionFold fold = new SessionFold(new FencedRules(FoldLimits.DEFAULT));
    private final List<JournalRecord> log = new ArrayList<>();
    private final Map<Integer, String> sealedBy = new HashMap<>();
    private final Map<String, WrappedKey> topic = new LinkedHashMap<>();
    private final Set<String> destroyed = new HashSet<>();
    private final List<Instance> instances = new ArrayList<>();
    private int made;
    private int accepted;
    private int ends;

    /** One that folds the journal at its own pace. */
    private final class Instance {
        final SessionKeys keys = new SessionKeys();
        final Deque<Ends.End> toDo = new ArrayDeque<>();
        @Nullable SessionHeader header;
        EpochFloor floor = EpochFloor.NONE;
        int next;

        void step() {
            JournalEntry entry = new JournalEntry.Written(log.get(next));
            Position at = new Position(0, next);
            Folded folded = fold.apply(header, floor, entry, at);
            floor = floor.after(header, folded.header(), at);
            FoldedEntry told =
                    new FoldedEntry(
                            entry, at, T0, 0, true, header, folded.header(), folded.verdict());
            follow(told);
            Ends.of(told).ifPresent(toDo::add);
            header = folded.header();
            next++;
        }

        private void follow(FoldedEntry told) {
            keys.follow(told);
            SessionHeader before = told.before();
            if (rule == Rule.KEYS_OUTLIVE_AN_END && before != null && told.changed()) {
                keys.carry(0, SESSION, before.epoch(), before.epoch() + 1);
            }
        }

        void catchUp() {
            topic.forEach((id, key) -> {
                if (destroyed.contains(id)) {
                    keys.remove(0, SESSION, id);
                } else {
                    keys.put(0, SESSION, key);
                }
            });
        }

        void carryOut() {
            Ends.End end = toDo.poll();
            if (end != null) {
                catchUp();
                destroy(end);
            }
        }

        private void destroy(Ends.End end) {
            for (WrappedKey key : keys.of(0, SESSION)) {
                if (rule == Rule.AN_END_TAKES_ALL || end.takes(key)) {
                    destroyed.add(key.id());
                    keys.remove(0, SESSION, key.id());
                }
            }
        }

        void sweep() {
            catchUp();
            if (header != null) {
                Ends.of(header).ifPresent(this::destroy);
            }
        }

        /** As the cabinet does it. */
        @Nullable String keyFor(long epoch) {
            if (header != null && Ends.isEnded(header) && epoch <= header.epoch()) {
                return null;
            }
            if (rule == Rule.ANY_KEY_SEALS && !keys.of(0, SESSION).isEmpty()) {
                return keys.of(0, SESSION).getFirst().id();
            }
            return keys.usable(0, SESSION, epoch).map(WrappedKey::id).orElseGet(() -> make(epoch));
        }

        private String make(long epoch) {
            WrappedKey key = new WrappedKey("key-" + made++, epoch, next - 1L, "k", "");
            topic.put(key.id(), key);
            keys.put(0, SESSION, key);
            return key.id();
        }
    }

    KeyLife(long seed, Rule rule) {
        this.random = new Random(seed);
        this.rule = rule;
        for (int i = 0; i < 3; i++) {
            instances.add(new Instance());
        }
    }

    void run() {
        for (int i = 0; i < STEPS; i++) {
            act(instances.get(random.nextInt(instances.size())));
        }
        for (Instance each : instances) {
            while (each.next < log.size()) {
                each.step();
            }
            while (!each.toDo.isEmpty()) {
                each.carryOut();
            }
        }
        instances.getFirst().sweep();
    }

    private void act(Instance one) {
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> {
                if (one.next < log.size()) {
                    one.step();
                }
            }
            case 4, 5, 6 -> write(one);
            case 7 -> move();
            case 8 -> one.carryOut();
            case 9 -> one.sweep();
            case 10 -> end();
            default -> replace(one);
        }
    }

    /** By a node that has been told its epoch, or was long ago; through any instance. */
    private void write(Instance by) {
        long told =
                instances.stream()
                        .mapToLong(i -> i.header == null ? 0 : i.header.epoch())
                        .max()
                        .orElse(0);
        if (told == 0) {
            return;
        }
        long epoch = random.nextInt(4) == 0 ? Math.max(1, told - 1) : told;
        SessionHeader now = now();
        long seq = now == null ? 1 : now.seq() + 1;
        String key = by.keyFor(epoch);
        if (key != null) {
            sealedBy.put(log.size(), key);
        }
        log.add(commit(SESSION, epoch, "n-" + epoch, seq, "t" + log.size(), "answer"));
    }

    private void move() {
        Replay session = at(log.size());
        SessionHeader now = session.header();
        long next = now == null ? session.floor().next() : now.epoch() + 1;
        log.add(now == null ? opening(next, "n-" + next) : grant(next, "n-" + next));
    }

    private void end() {
        SessionHeader now = now();
        if (now == null) {
            return;
        }
        log.add(
                random.nextInt(5) == 0
                        ? delete(now.epoch())
                        : expire(now.epoch(), now.lastOffset()));
    }

    /** Another one begins from any snapshot, with the keys of the topic. */
    private void replace(Instance one) {
        Instance fresh = new Instance();
        fresh.next = one.next == 0 ? 0 : random.nextInt(one.next + 1);
        Replay session = at(fresh.next);
        fresh.header = session.header();
        fresh.floor = session.floor();
        fresh.catchUp();
        instances.set(instances.indexOf(one), fresh);
    }

    private @Nullable SessionHeader now() {
        return at(log.size()).header();
    }

    private Replay at(int end) {
        Replay session = new Replay(fold);
        for (int i = 0; i < end; i++) {
            session.apply(new JournalEntry.Written(log.get(i)), new Position(0, i));
        }
        return session;
    }

    /** What must not be, after all has settled. */
    List<String> violations() {
        List<String> found = new ArrayList<>();
        Set<Integer> there = new HashSet<>();
        Set<Integer> gone = new HashSet<>();
        Replay session = new Replay(fold);
        for (int i = 0; i < log.size(); i++) {
            JournalRecord record = log.get(i);
            Verdict verdict = session.apply(new JournalEntry.Written(record), new Position(0, i));
            boolean yes = verdict instanceof Verdict.Accepted;
            SessionHeader header = session.header();
            if (yes && record instanceof JournalRecord.TurnCommitted) {
                accepted++;
                there.add(i);
            }
            if (yes && (header == null || Ends.isEnded(header))) {
                ends++;
                gone.addAll(there);
                there.clear();
            }
        }
        for (int i : there) {
            if (!sealedBy.containsKey(i) || destroyed.contains(sealedBy.get(i))) {
                found.add("the accepted record " + i + " has lost its key");
            }
        }
        for (int i : gone) {
            if (sealedBy.containsKey(i) && !destroyed.contains(sealedBy.get(i))) {
                found.add("the record " + i + " is gone and its key is not");
            }
        }
        return found;
    }

    int accepted() {
        return accepted;
    }

    int ends() {
        return ends;
    }
}
