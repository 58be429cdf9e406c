package io.pagurus.session.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.session.fold.Digest;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.journal.Journal;
import io.pagurus.session.journal.JournalPartitions;
import io.pagurus.session.privacy.UnreadablePayloadException.Why;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; blocks where the topic is read or written. The data keys of the sessions.
 *
 * <p>Keys are only added, each with an id of its own that the envelopes name, so two instances that
 * make one at once make two, and each payload is opened with the one that sealed it. A record of
 * epoch <i>e</i> is sealed with a key that was made for epoch <i>e</i>, or with one that served
 * epoch <i>e</i> − 1 where this instance has itself folded how epoch <i>e</i> followed upon it
 * without the content going in between. The end of a session's content at epoch <i>e</i> destroys
 * the keys that were made for epochs up to <i>e</i>; no record of those is accepted any more, and
 * no later one is sealed with them. So no accepted record is ever sealed with a key that is
 * destroyed before the record's own content has to go, whoever is late. docs/privacy.md has the
 * whole argument.
 */
final class KeyCabinet implements AutoCloseable {

    private static final int STRIPES = 256;

    private final KeyEncryptionKeys wrapping;
    private final SessionKeys keys;
    private final KeyTopic topic;
    private final Journal journal;
    private final Duration loadLimit;
    private final ConcurrentMap<Integer, Long> positions = new ConcurrentHashMap<>();
    private final ReentrantLock catchingUp = new ReentrantLock();
    private final List<ReentrantLock> making =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toList();

    KeyCabinet(
            KeyEncryptionKeys wrapping,
            SessionKeys keys,
            KeyTopic topic,
            Journal journal,
            Duration loadLimit) {
        this.wrapping = wrapping;
        this.keys = keys;
        this.topic = topic;
        this.journal = journal;
        this.loadLimit = loadLimit;
    }

    /**
     * Immutable. What one record is sealed with.
     *
     * @param all the session's keys, in the order that all instances have
     */
    record Writing(DataKey key, List<DataKey> all) {

        /**
         * What stands for some values: the same for a repetition, whatever key it is sealed with.
         *
         * @param known what the fold has to hold it against, if there is any
         */
        long digest(List<JsonNode> values, OptionalLong known) {
            if (known.isPresent()) {
                long wanted = known.getAsLong();
                boolean same =
                        all.stream().anyMatch(k -> PayloadCipher.digest(k, values) == wanted)
                                // It may have been written before anything was sealed.
                                || Digest.ofMessages(values) == wanted;
                if (same) {
                    return wanted;
                }
            }
            return PayloadCipher.digest(all.getFirst(), values);
        }
    }

    boolean isSealing() {
        return wrapping.active().isPresent();
    }

    private int partitionOf(String sessionId) {
        return journal.sessions()
                .journal()
                .map((JournalPartitions partitions) -> partitions.of(sessionId))
                .orElseThrow(() -> new UnreadablePayloadException(Why.KEYS_AWAY));
    }

    /** The key for a record of an epoch, made if need be; empty when that is not possible now. */
    Optional<Writing> forWriting(String sessionId, long epoch) {
        int partition = partitionOf(sessionId);
        // Before the header, so that the header is of this offset or a later one.
        long after = journal.folded().getOrDefault(partition, -1L);
        SessionHeader header = journal.sessions().find(sessionId).orElse(null);
        if (header != null && Ends.isEnded(header) && epoch <= header.epoch()) {
            // The fold refuses it for sure. It is evidence, and its payload nobody's any more.
            DataKey thrownAway = wrapping.make();
            return Optional.of(new Writing(thrownAway, List.of(thrownAway)));
        }
        Optional<WrappedKey> usable = keys.usable(partition, sessionId, epoch);
        if (usable.isPresent() && isWrappedAsWanted(usable.get())) {
            return writing(partition, sessionId, usable.get());
        }
        ReentrantLock lock = making.get(Math.floorMod(sessionId.hashCode(), STRIPES));
        lock.lock();
        try {
            WrappedKey key = keys.usable(partition, sessionId, epoch).orElse(null);
            WrappedKey at =
                    key == null
                            ? make(partition, sessionId, epoch, after)
                            : rewrapped(partition, sessionId, key);
            return at == null ? Optional.empty() : writing(partition, sessionId, at);
        } finally {
            lock.unlock();
        }
    }

    boolean isWrappedAsWanted(WrappedKey key) {
        return wrapping.active().filter(key.by()::equals).isPresent();
    }

    private Optional<Writing> writing(int partition, String sessionId, WrappedKey key) {
        try {
            DataKey clear = wrapping.unwrap(sessionId, key);
            List<DataKey> all = new ArrayList<>();
            for (WrappedKey other : keys.of(partition, sessionId)) {
                all.add(wrapping.unwrap(sessionId, other));
            }
            return Optional.of(new Writing(clear, all.isEmpty() ? List.of(clear) : all));
        } catch (UnreadablePayloadException _) {
            return Optional.empty();
        }
    }

    /** Nobody may seal with a key that the brokers do not have. */
    private @Nullable WrappedKey make(int partition, String sessionId, long epoch, long after) {
        WrappedKey made = wrapping.wrap(sessionId, wrapping.make(), epoch, after);
        return write(partition, sessionId, made) ? made : null;
    }

    private boolean write(int partition, String sessionId, WrappedKey key) {
        boolean written =
                topic.write(List.of(new KeyTopic.Change(partition, sessionId, key.id(), key)));
        if (written) {
            keys.put(partition, sessionId, key);
        }
        return written;
    }

    /** The key wrapped by the active one; as it is when that is not possible now. */
    WrappedKey rewrapped(int partition, String sessionId, WrappedKey key) {
        if (!isSealing() || isWrappedAsWanted(key)) {
            return key;
        }
        try {
            DataKey clear = wrapping.unwrap(sessionId, key);
            WrappedKey anew = wrapping.wrap(sessionId, clear, key.epoch(), key.after());
            return write(partition, sessionId, anew) ? anew : key;
        } catch (UnreadablePayloadException _) {
            return key;
        }
    }

    /**
     * The key that a payload was sealed with.
     *
     * @throws UnreadablePayloadException when it cannot be had
     */
    DataKey forReading(String sessionId, String keyId) {
        int partition = partitionOf(sessionId);
        Optional<WrappedKey> found = keys.find(partition, sessionId, keyId);
        if (found.isEmpty()) {
            // Another instance may have made it, before it wrote the record that names it.
            try {
                catchUp(partition);
            } catch (KafkaException _) {
                throw new UnreadablePayloadException(Why.KEYS_AWAY);
            }
            found = keys.find(partition, sessionId, keyId);
        }
        return wrapping.unwrap(
                sessionId, found.orElseThrow(() -> new UnreadablePayloadException(Why.SHREDDED)));
    }

    /** Reads all keys of a partition. */
    void load(int partition) {
        keys.drop(partition);
        positions.put(
                partition,
                topic.load(
                        partition,
                        loadLimit,
                        (sessionId, keyId, value) -> take(partition, sessionId, keyId, value)));
    }

    /**
     * Reads what was written since.
     *
     * @throws KafkaException when that is not possible now
     */
    void catchUp(int partition) {
        catchingUp.lock();
        try {
            long from = positions.getOrDefault(partition, 0L);
            long next =
                    topic.readOn(
                            partition,
                            from,
                            (sessionId, keyId, value) -> take(partition, sessionId, keyId, value));
            positions.put(partition, next);
        } finally {
            catchingUp.unlock();
        }
    }

    private void take(int partition, String sessionId, String keyId, byte @Nullable [] value) {
        if (value == null) {
            keys.remove(partition, sessionId, keyId);
        } else {
            WrappedKey.read(keyId, value).ifPresent(key -> keys.put(partition, sessionId, key));
        }
    }

    /** Destroys keys; false when not all of them are destroyed for sure. */
    boolean destroy(List<KeyTopic.Change> tombstones) {
        boolean written = topic.write(tombstones);
        if (written) {
            tombstones.forEach(t -> keys.remove(t.partition(), t.sessionId(), t.keyId()));
        }
        return written;
    }

    boolean mark(int partition) {
        return topic.mark(partition);
    }

    SessionKeys keys() {
        return keys;
    }

    void drop(int partition) {
        keys.drop(partition);
        positions.remove(partition);
    }

    /** How many keys each of the wrapping keys wraps. */
    Map<String, Integer> counts() {
        return keys.counts();
    }

    @Override
    public void close() {
        topic.close();
    }
}
