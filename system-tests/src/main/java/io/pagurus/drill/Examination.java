package io.pagurus.drill;

import io.pagurus.events.Decoded;
import io.pagurus.events.SessionEvent;
import io.pagurus.events.kafka.Topics;
import io.pagurus.history.ClientSide;
import io.pagurus.history.EventReader;
import io.pagurus.history.EventReader.ReadEvent;
import io.pagurus.history.HistoryChecker;
import io.pagurus.history.Invariant;
import io.pagurus.history.JournalFold;
import io.pagurus.history.JudgedEntry;
import io.pagurus.history.Judgement;
import io.pagurus.history.Projected;
import io.pagurus.history.ViewReader;
import io.pagurus.local.Stack;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. What the history checker finds in a running stack. Made by reading the whole journal,
 * the events that were told of it, and Redis; blocks.
 *
 * @param journal each entry with the production fold's verdict
 */
public record Examination(
        List<JudgedEntry> journal, List<Projected> projected, Judgement judgement) {

    /** The view and the events follow the journal; this long they may be behind. */
    private static final Duration CATCH_UP = Duration.ofSeconds(20);

    /** Examines a run once its clients are done; the last state when it does not settle in time. */
    public static Examination of(Stack stack, Topics topics, ClientSide clients)
            throws InterruptedException {
        AtomicReference<@Nullable Examination> last = new AtomicReference<>();
        Waiting.until(
                CATCH_UP,
                () -> {
                    Examination now = now(stack, topics, clients);
                    last.set(now);
                    return now.settled();
                });
        Examination examination = last.get();
        if (examination == null) {
            throw new IllegalStateException("neither the journal nor the views could be read");
        }
        return examination;
    }

    private static Examination now(Stack stack, Topics topics, ClientSide clients) {
        List<JudgedEntry> journal =
                JournalFold.fold(EventReader.readAll(stack.kafka(), topics.sessionJournal()));
        List<Projected> projected =
                projected(EventReader.readAll(stack.kafka(), topics.sessionEvents()));
        try (ViewReader views = new ViewReader(URI.create(stack.redis().uri()))) {
            return new Examination(
                    journal,
                    projected,
                    HistoryChecker.check(
                            journal, clients, views.read(clients.sessions()), projected));
        }
    }

    private static List<Projected> projected(List<ReadEvent> read) {
        List<Projected> projected = new ArrayList<>();
        for (ReadEvent event : read) {
            if (event.decoded() instanceof Decoded.Known(var known)
                    && known.data() instanceof SessionEvent told) {
                projected.add(new Projected(known.id(), event.writtenAt(), told));
            }
        }
        return projected;
    }

    /** Whether waiting longer could change nothing: only followers of the journal can lag. */
    private boolean settled() {
        return judgement.findings().stream()
                .noneMatch(finding ->
                        finding.invariant() == Invariant.VIEW_EQUALS_FOLD
                                || finding.invariant() == Invariant.PROJECTION_EQUALS_FOLD);
    }
}
