package io.pagurus.session.changes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pagurus.events.EventCodec;
import io.pagurus.session.fold.JournalEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Thread-safe. An entry's name and its content as JSON. */
final class ChangeRecords {

    private final ObjectMapper json;

    ChangeRecords(ObjectMapper json) {
        this.json = json;
    }

    static String type(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.Written(var record) -> record.getClass().getSimpleName();
            case JournalEntry.Unreadable _ -> "Unreadable";
        };
    }

    /** Null when the entry cannot be read. */
    @Nullable JsonNode content(JournalEntry entry) {
        try {
            return entry instanceof JournalEntry.Written(var record)
                    ? json.readTree(EventCodec.data(record))
                    : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
