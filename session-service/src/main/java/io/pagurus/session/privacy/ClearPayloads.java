package io.pagurus.session.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.JournalRecord;
import io.pagurus.session.privacy.UnreadablePayloadException.Why;
import java.util.List;
import java.util.Optional;

/**
 * Thread-safe; no I/O. Nothing is sealed, as no key is configured. Only a value that would be taken
 * for a sealed one is marked as none.
 */
public final class ClearPayloads implements Payloads {

    /** What marks the values that need it. */
    private static final RecordPayloads.Mapping ESCAPE =
            new RecordPayloads.Mapping() {
                @Override
                public List<JsonNode> messages(PayloadKind kind, List<JsonNode> messages) {
                    return messages.stream().map(Envelope::escape).toList();
                }

                @Override
                public JsonNode value(PayloadKind kind, JsonNode value) {
                    return Envelope.escape(value);
                }
            };

    @Override
    public Optional<JournalRecord> seal(JournalRecord record) {
        return Optional.of(inClear(record));
    }

    static JournalRecord inClear(JournalRecord record) {
        return RecordPayloads.has(record) ? RecordPayloads.map(record, ESCAPE) : record;
    }

    @Override
    public List<JsonNode> open(String sessionId, PayloadKind kind, List<JsonNode> stored) {
        return stored.stream().anyMatch(Envelope::isOne)
                ? stored.stream().map(ClearPayloads::unescaped).toList()
                : stored;
    }

    private static JsonNode unescaped(JsonNode stored) {
        return Envelope.isOne(stored)
                ? Envelope.unescape(stored)
                        .orElseThrow(() -> new UnreadablePayloadException(Why.KEY_NOT_CONFIGURED))
                : stored;
    }
}
