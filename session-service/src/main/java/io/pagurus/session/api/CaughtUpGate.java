package io.pagurus.session.api;

import io.pagurus.session.journal.Journal;
import jakarta.inject.Inject;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Thread-safe. Nothing is answered from a fold that does not know the whole journal yet. */
final class CaughtUpGate {

    private final Journal journal;

    @Inject
    CaughtUpGate(Journal journal) {
        this.journal = journal;
    }

    @ServerRequestFilter
    void check() {
        if (!journal.caughtUp()) {
            throw new Failure.Unavailable("the journal is still being read").thrown();
        }
    }
}
