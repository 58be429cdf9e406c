package io.pagurus.session.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.JournalRecord.TaskEnqueued;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.QueuedTask;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.journal.JournalScanner;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Thread-safe; blocks. What tasks are given, from the journal, by seeking their first entry. */
public final class TaskInputs {

    private final JournalScanner scanner;

    public TaskInputs(JournalScanner scanner) {
        this.scanner = scanner;
    }

    /** The input of an open task; empty when the journal could not be read in time. */
    public Optional<JsonNode> of(SessionHeader header, QueuedTask task) {
        AtomicReference<JsonNode> found = new AtomicReference<>();
        boolean read =
                scanner.scan(
                        header.partition(),
                        task.offset(),
                        task.offset(),
                        header.sessionId()::equals,
                        (entry, _, _) -> {
                            if (entry instanceof JournalEntry.Written(TaskEnqueued enqueued)) {
                                found.set(enqueued.input());
                            }
                        });
        return read ? Optional.ofNullable(found.get()) : Optional.empty();
    }
}
