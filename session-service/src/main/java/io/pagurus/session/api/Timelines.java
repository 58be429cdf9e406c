package io.pagurus.session.api;

import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.Replay;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.JournalScanner;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Thread-safe; blocks. All that was asked of a session, with the verdicts, from the journal. */
@Singleton
final class Timelines {

    private final JournalScanner scanner;
    private final SessionFold fold;
    private final EntryReports reports;
    private final int limit;

    @Inject
    Timelines(
            JournalScanner scanner, SessionFold fold, EntryReports reports, ApiSettings settings) {
        this.scanner = scanner;
        this.fold = fold;
        this.reports = reports;
        this.limit = settings.timelineEntries();
    }

    /**
     * The first entries of a session; empty when the journal could not be read in time.
     *
     * @param ends by partition, the last offset that was folded
     */
    Optional<Answers.Timeline> of(SessionHeader header, Map<Integer, Long> ends) {
        List<Answers.TimelineEntry> entries = new ArrayList<>();
        Replay replay = new Replay(fold);
        boolean complete =
                scanner.scan(
                        header.partition(),
                        header.firstOffset(),
                        // Refused entries change no header, so they may stand behind its version.
                        ends.getOrDefault(header.partition(), header.lastOffset()),
                        header.sessionId()::equals,
                        (entry, at, time) -> {
                            Verdict verdict = replay.apply(entry, at);
                            if (entries.size() < limit) {
                                entries.add(line(entry, at, time, verdict));
                            }
                        });
        return complete ? Optional.of(new Answers.Timeline(entries)) : Optional.empty();
    }

    private Answers.TimelineEntry line(
            JournalEntry entry, Position at, Instant time, Verdict verdict) {
        JournalRecord record = entry instanceof JournalEntry.Written(var what) ? what : null;
        return new Answers.TimelineEntry(
                at.offset(),
                at.partition(),
                time,
                record == null ? null : record.getClass().getSimpleName(),
                verdict.text(),
                verdict instanceof Verdict.Refused(var reason) ? reason.text() : null,
                reports.of(record));
    }
}
