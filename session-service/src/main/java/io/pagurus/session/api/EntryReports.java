package io.pagurus.session.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pagurus.events.EventCodec;
import io.pagurus.events.JournalRecord;
import io.pagurus.session.privacy.Payloads;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Thread-safe; may block. Entries of the journal as JSON for who may read the session. */
@Singleton
final class EntryReports {

    private final Payloads payloads;
    private final ObjectMapper json;

    @Inject
    EntryReports(Payloads payloads, ObjectMapper json) {
        this.payloads = payloads;
        this.json = json;
    }

    /** The entry with its payloads in clear; one that cannot be opened says why in its place. */
    @Nullable JsonNode of(@Nullable JournalRecord record) {
        try {
            return record == null
                    ? null
                    : json.readTree(EventCodec.data(payloads.openForReport(record)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
