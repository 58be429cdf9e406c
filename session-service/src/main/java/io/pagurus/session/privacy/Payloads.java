package io.pagurus.session.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.journal.Sealer;
import java.util.List;
import java.util.Optional;

/**
 * Thread-safe; may block. The boundary: what is behind it (journal, snapshots, view, events) has
 * payloads as {@link #seal} made them, what is before it has them in clear.
 */
public interface Payloads extends Sealer {

    /** The entry with its payloads sealed; as it is where nothing is to be sealed. */
    @Override
    Optional<JournalRecord> seal(JournalRecord record);

    /**
     * The values of a payload, from its stored form.
     *
     * @throws UnreadablePayloadException when they cannot be had
     */
    List<JsonNode> open(String sessionId, PayloadKind kind, List<JsonNode> stored);

    /**
     * A payload of one value.
     *
     * @throws UnreadablePayloadException when it cannot be had
     */
    default JsonNode open(String sessionId, PayloadKind kind, JsonNode stored) {
        return open(sessionId, kind, List.of(stored)).getFirst();
    }

    /**
     * A turn with its messages.
     *
     * @throws UnreadablePayloadException when they cannot be had
     */
    default Turn open(String sessionId, Turn turn) {
        return new Turn(
                turn.seq(),
                turn.epoch(),
                turn.node(),
                turn.turnId(),
                turn.requestDigest(),
                turn.startedAt(),
                open(sessionId, PayloadKind.turn(turn.turnId()), turn.messages()));
    }

    /** An entry for somebody to look at: what cannot be opened says why, as {@code unreadable}. */
    default JournalRecord openForReport(JournalRecord record) {
        return RecordPayloads.map(
                record,
                new RecordPayloads.Mapping() {
                    @Override
                    public List<JsonNode> messages(PayloadKind kind, List<JsonNode> messages) {
                        try {
                            return open(record.sessionId(), kind, messages);
                        } catch (UnreadablePayloadException unreadable) {
                            return List.of(saying(unreadable));
                        }
                    }

                    @Override
                    public JsonNode value(PayloadKind kind, JsonNode value) {
                        return messages(kind, List.of(value)).getFirst();
                    }
                });
    }

    private static JsonNode saying(UnreadablePayloadException unreadable) {
        return JsonNodeFactory.instance.objectNode().put("unreadable", unreadable.why().text());
    }
}
