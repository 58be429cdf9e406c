package io.pagurus.session.projection;

import io.pagurus.events.SessionEvent;
import io.pagurus.session.journal.FoldedEntry;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/** Pure. The event that the production projection tells an entry as, for those outside of it. */
@NullMarked
public final class ProjectedEvent {

    private ProjectedEvent() {}

    public static Optional<SessionEvent> of(FoldedEntry folded) {
        return SessionEvents.of(folded);
    }
}
