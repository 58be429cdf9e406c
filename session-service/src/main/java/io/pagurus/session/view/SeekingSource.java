package io.pagurus.session.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.RunningTurn;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.TaskStep;
import io.pagurus.session.history.SealedHistory;
import io.pagurus.session.journal.BodyNames;
import io.pagurus.session.journal.ChunkReader;
import io.pagurus.session.journal.JournalScanner;
import io.pagurus.session.journal.SessionTable;
import io.pagurus.session.snapshot.Bodies;
import io.pagurus.session.snapshot.OpenBodies;
import io.pagurus.session.snapshot.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; blocks. Sessions by seeking: the sealed chunks in the history topic, what is open in
 * the journal. It takes as long for a session of a busy partition as for any other, and needs
 * nothing of the journal that is deleted. Many sessions at once are read from the journal in one
 * pass instead, as far as it reaches back to their beginning.
 */
public final class SeekingSource implements SessionSource {

    private final SessionTable sessions;
    private final ChunkReader chunks;
    private final OpenBodies open;
    private final JournalScanner journal;
    private final SessionSource passes;

    /**
     * @param open what the journal alone has
     * @param passes reads many sessions from their first entries
     */
    public SeekingSource(
            SessionTable sessions,
            ChunkReader chunks,
            OpenBodies open,
            JournalScanner journal,
            SessionSource passes) {
        this.sessions = sessions;
        this.chunks = chunks;
        this.open = open;
        this.journal = journal;
        this.passes = passes;
    }

    @Override
    public Optional<SessionContent> load(SessionHeader header) {
        Row row = sessions.row(header.sessionId()).orElse(null);
        if (row == null) {
            return Optional.empty();
        }
        Bodies bodies = row.bodies();
        SessionHeader now = row.header();
        return chunks.chunks(now.partition(), now.sessionId(), bodies)
                .flatMap(sealed ->
                        open.turns(now, bodies.open())
                                .map(turns -> new SealedHistory(sealed, turns)))
                .flatMap(history -> content(now, bodies, history));
    }

    private Optional<SessionContent> content(
            SessionHeader header, Bodies bodies, SealedHistory history) {
        Map<String, JsonNode> results = results(header, bodies);
        Bodies.StateAt at = bodies.state();
        JsonNode state = at == null ? null : state(header, at);
        return results == null || (at != null && state == null)
                ? Optional.empty()
                : Optional.of(new SessionContent(header, history, state, results));
    }

    private @Nullable JsonNode state(SessionHeader header, Bodies.StateAt at) {
        return at.inHistory()
                ? chunks.state(header.partition(), header.sessionId(), at.offset()).orElse(null)
                : open.state(header, at.offset()).orElse(null);
    }

    /** By task; null when one could not be read. */
    private @Nullable Map<String, JsonNode> results(SessionHeader header, Bodies bodies) {
        Map<String, JsonNode> results = new HashMap<>();
        RunningTurn running = header.running();
        if (running == null) {
            return results;
        }
        for (TaskStep step : running.steps()) {
            if (!step.finished()) {
                continue;
            }
            String name = BodyNames.stepResult(running.turnId(), step.taskId());
            Long offset = bodies.entries().get(name);
            if (offset == null
                    || !(journal.at(header.partition(), offset, header.sessionId()).orElse(null)
                            instanceof JournalRecord.TaskFinished finished)) {
                return null;
            }
            results.put(step.taskId(), finished.result());
        }
        return results;
    }

    @Override
    public void load(
            int partition, Collection<SessionHeader> headers, Consumer<SessionContent> each) {
        List<SessionHeader> whole = new ArrayList<>();
        List<SessionHeader> cut = new ArrayList<>();
        long beginning = journal.beginning(partition);
        for (SessionHeader header : headers) {
            (header.firstOffset() < beginning ? cut : whole).add(header);
        }
        passes.load(partition, whole, each);
        cut.forEach(header -> load(header).ifPresent(each));
    }
}
