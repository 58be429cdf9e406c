package io.pagurus.session.privacy;

import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.FoldedEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * Thread-safe. The wrapped keys of the sessions of the partitions that this instance has; some two
 * hundred bytes a session.
 */
final class SessionKeys {

    private final ConcurrentMap<Integer, ConcurrentMap<String, List<Held>>> partitions =
            new ConcurrentHashMap<>();

    /**
     * Immutable. A key with the epochs whose records it may seal.
     *
     * @param upTo the last of them; the first is the key's own
     */
    record Held(WrappedKey key, long upTo) {

        boolean mayServe(long epoch) {
            return key.epoch() <= epoch && epoch <= upTo;
        }
    }

    /** The keys of a session, in the one order that all instances have. */
    List<WrappedKey> of(int partition, String sessionId) {
        return held(partition, sessionId).stream().map(Held::key).toList();
    }

    private List<Held> held(int partition, String sessionId) {
        Map<String, List<Held>> sessions = partitions.get(partition);
        return sessions == null ? List.of() : sessions.getOrDefault(sessionId, List.of());
    }

    Optional<WrappedKey> find(int partition, String sessionId, String keyId) {
        return of(partition, sessionId).stream().filter(k -> k.id().equals(keyId)).findFirst();
    }

    /** The key for the records of an epoch. */
    Optional<WrappedKey> usable(int partition, String sessionId, long epoch) {
        return held(partition, sessionId).stream()
                .filter(held -> held.mayServe(epoch))
                .map(Held::key)
                .findFirst();
    }

    void put(int partition, String sessionId, WrappedKey key) {
        change(
                partition,
                sessionId,
                before -> {
                    long upTo = key.epoch();
                    List<Held> after = new ArrayList<>();
                    for (Held held : before) {
                        if (held.key().id().equals(key.id())) {
                            upTo = held.upTo();
                        } else {
                            after.add(held);
                        }
                    }
                    after.add(new Held(key, upTo));
                    after.sort((one, other) -> WrappedKey.ORDER.compare(one.key(), other.key()));
                    return after;
                });
    }

    void remove(int partition, String sessionId, String keyId) {
        change(
                partition,
                sessionId,
                before -> before.stream().filter(h -> !h.key().id().equals(keyId)).toList());
    }

    /** Where the content goes on under the next epoch, so do its keys. */
    void follow(FoldedEntry folded) {
        SessionHeader before = folded.before();
        SessionHeader after = folded.after();
        boolean granted =
                folded.verdict() instanceof Verdict.Accepted
                        && folded.entry()
                                instanceof JournalEntry.Written(JournalRecord.OwnershipGranted _);
        if (granted && before != null && after != null && !Ends.isEnded(before)) {
            carry(folded.at().partition(), folded.sessionId(), before.epoch(), after.epoch());
        }
    }

    /** What served one epoch serves the next one too. */
    void carry(int partition, String sessionId, long from, long to) {
        if (held(partition, sessionId).isEmpty()) {
            return;
        }
        change(
                partition,
                sessionId,
                before ->
                        before.stream()
                                .map(held -> held.upTo() == from ? new Held(held.key(), to) : held)
                                .toList());
    }

    private void change(int partition, String sessionId, UnaryOperator<List<Held>> change) {
        partitions
                .computeIfAbsent(partition, _ -> new ConcurrentHashMap<>())
                .compute(
                        sessionId,
                        (_, before) -> {
                            List<Held> after = change.apply(before == null ? List.of() : before);
                            return after.isEmpty() ? null : List.copyOf(after);
                        });
    }

    void drop(int partition) {
        partitions.remove(partition);
    }

    /** Each session of a partition with its keys. */
    void forEach(int partition, BiConsumer<String, List<WrappedKey>> visitor) {
        Map<String, List<Held>> sessions = partitions.get(partition);
        if (sessions != null) {
            sessions.forEach((sessionId, held) ->
                    visitor.accept(sessionId, held.stream().map(Held::key).toList()));
        }
    }

    /** How many keys each of the wrapping keys wraps. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        partitions
                .values()
                .forEach(sessions ->
                        sessions.values()
                                .forEach(all ->
                                        all.forEach(held ->
                                                counts.merge(held.key().by(), 1, Integer::sum))));
        return counts;
    }
}
