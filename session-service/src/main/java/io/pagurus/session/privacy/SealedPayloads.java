package io.pagurus.session.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.Digest;
import io.pagurus.session.fold.KnownTurn;
import io.pagurus.session.fold.QueuedTask;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.privacy.UnreadablePayloadException.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Thread-safe; blocks where a session gets its key. Payloads are sealed with that key. */
final class SealedPayloads implements Payloads {

    private final KeyCabinet keys;
    private final PayloadCipher cipher;
    private final Function<String, Optional<SessionHeader>> sessions;
    private final ClearPayloads clear = new ClearPayloads();

    SealedPayloads(
            KeyCabinet keys,
            PayloadCipher cipher,
            Function<String, Optional<SessionHeader>> sessions) {
        this.keys = keys;
        this.cipher = cipher;
        this.sessions = sessions;
    }

    @Override
    public Optional<JournalRecord> seal(JournalRecord record) {
        if (!RecordPayloads.has(record)) {
            return Optional.of(record);
        }
        if (!keys.isSealing()) {
            return Optional.of(ClearPayloads.inClear(record));
        }
        return keys.forWriting(record.sessionId(), record.epoch())
                .map(writing -> RecordPayloads.map(record, new Seal(record, writing)));
    }

    @Override
    public List<JsonNode> open(String sessionId, PayloadKind kind, List<JsonNode> stored) {
        Optional<Envelope> envelope =
                stored.isEmpty() ? Optional.empty() : Envelope.read(stored.getFirst());
        if (envelope.isEmpty()) {
            return clear.open(sessionId, kind, stored);
        }
        DataKey key = keys.forReading(sessionId, envelope.get().key());
        List<JsonNode> values = cipher.open(key, sessionId, kind, stored.size(), envelope.get());
        if (values.size() != stored.size()) {
            throw new UnreadablePayloadException(Why.DAMAGED);
        }
        return values;
    }

    /** Confined to one sealing. */
    private final class Seal implements RecordPayloads.Mapping {

        private final JournalRecord record;
        private final KeyCabinet.Writing writing;

        Seal(JournalRecord record, KeyCabinet.Writing writing) {
            this.record = record;
            this.writing = writing;
        }

        /**
         * All in the first one, as they compress together and cost one nonce and tag; the others
         * are empty and keep the count.
         */
        @Override
        public List<JsonNode> messages(PayloadKind kind, List<JsonNode> messages) {
            if (messages.isEmpty()) {
                return messages;
            }
            List<JsonNode> sealed = new ArrayList<>();
            sealed.add(cipher.seal(writing.key(), record.sessionId(), kind, messages).json());
            while (sealed.size() < messages.size()) {
                sealed.add(JsonNodeFactory.instance.objectNode());
            }
            return sealed;
        }

        @Override
        public JsonNode value(PayloadKind kind, JsonNode value) {
            Envelope envelope =
                    cipher.seal(writing.key(), record.sessionId(), kind, List.of(value));
            return envelope.digest(isCompared() ? digest(List.of(value)) : null).json();
        }

        private boolean isCompared() {
            return !(record instanceof JournalRecord.TaskIntended)
                    && !(record instanceof JournalRecord.TaskFinished);
        }

        @Override
        public String answerDigest(JournalRecord.TurnCommitted before) {
            return digest(before.messages());
        }

        private String digest(List<JsonNode> values) {
            return Digest.hex(writing.digest(values, known()));
        }

        /** What the fold would hold the payload against, if it is a repetition. */
        private OptionalLong known() {
            Optional<SessionHeader> found = sessions.apply(record.sessionId());
            return found.isEmpty() ? OptionalLong.empty() : known(found.get());
        }

        private OptionalLong known(SessionHeader header) {
            return switch (record) {
                case JournalRecord.TurnCommitted r -> {
                    KnownTurn turn = header.turn(r.turnId());
                    yield turn != null && turn.last()
                            ? OptionalLong.of(header.window().lastAnswer())
                            : OptionalLong.empty();
                }
                case JournalRecord.AgentStateSet r ->
                        r.expectedVersion() == header.agentStateVersion() - 1
                                ? OptionalLong.of(header.agent().digest())
                                : OptionalLong.empty();
                case JournalRecord.TaskEnqueued r -> {
                    QueuedTask task = header.tasks().task(r.taskId());
                    yield task == null ? OptionalLong.empty() : OptionalLong.of(task.inputDigest());
                }
                default -> OptionalLong.empty();
            };
        }
    }
}
