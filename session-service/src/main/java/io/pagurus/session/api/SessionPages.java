package io.pagurus.session.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pagurus.session.journal.SessionTable;
import io.pagurus.session.routing.Peers;
import io.pagurus.session.snapshot.Row;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; blocks, so it is called on virtual threads. Pages of sessions: of the partitions
 * that are served here, and of all. A page of all is complete or it is none.
 */
@Singleton
final class SessionPages {

    private final SessionTable sessions;
    private final Peers peers;
    private final ObjectMapper json;

    /**
     * Immutable. Which sessions.
     *
     * @param after the id before the first one; null for the beginning
     */
    record Wanted(SessionFilter filter, @Nullable String after, int limit) {

        String query() {
            return "?local=true&limit="
                    + limit
                    + "&"
                    + filter.query()
                    + (after == null ? "" : "&after=" + after);
        }
    }

    @Inject
    SessionPages(SessionTable sessions, Peers peers, ObjectMapper json) {
        this.sessions = sessions;
        this.peers = peers;
        this.json = json;
    }

    Answers.SessionPage here(Wanted wanted) {
        Set<Integer> served = sessions.served();
        List<SessionView> page =
                sessions.page(wanted.after(), wanted.limit() + 1, wanted.filter()).stream()
                        .map(Row::header)
                        .map(SessionView::of)
                        .toList();
        return cut(page, wanted.limit(), served);
    }

    Answers.SessionPage everywhere(Wanted wanted, @Nullable String authorization) {
        Answers.SessionPage here = here(wanted);
        if (peers.isAll(here.partitions())) {
            return here;
        }
        // A session that is on its way from one instance to another may be in two answers.
        NavigableMap<String, SessionView> all = new TreeMap<>();
        here.sessions().forEach(session -> all.put(session.sessionId(), session));
        Set<Integer> covered = new HashSet<>(here.partitions());
        boolean more = here.next() != null;
        for (Buffer answer :
                peers.ask("/v1/sessions" + wanted.query(), authorization)
                        .orElseThrow(SessionPages::incomplete)) {
            Answers.SessionPage there = read(answer);
            there.sessions()
                    .forEach(session ->
                            all.merge(session.sessionId(), session, SessionPages::later));
            covered.addAll(there.partitions());
            more |= there.next() != null;
        }
        if (!peers.isAll(covered)) {
            throw incomplete();
        }
        Answers.SessionPage page = cut(List.copyOf(all.values()), wanted.limit(), covered);
        return page.next() == null && more && !page.sessions().isEmpty()
                ? new Answers.SessionPage(
                        page.sessions(), page.sessions().getLast().sessionId(), covered)
                : page;
    }

    private static SessionView later(SessionView one, SessionView other) {
        return one.offset() >= other.offset() ? one : other;
    }

    private Answers.SessionPage read(Buffer answer) {
        try {
            return json.readValue(answer.getBytes(), Answers.SessionPage.class);
        } catch (IOException notOurs) {
            throw incomplete();
        }
    }

    private static Answers.SessionPage cut(
            List<SessionView> sorted, int limit, Set<Integer> partitions) {
        return sorted.size() <= limit
                ? new Answers.SessionPage(sorted, null, partitions)
                : new Answers.SessionPage(
                        sorted.subList(0, limit), sorted.get(limit - 1).sessionId(), partitions);
    }

    private static FailureException incomplete() {
        return new Failure.Unavailable("not all instances answer; the list would have gaps")
                .thrown();
    }
}
