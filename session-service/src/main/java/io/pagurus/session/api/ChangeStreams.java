package io.pagurus.session.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pagurus.session.changes.Change;
import io.pagurus.session.changes.ChangeSettings;
import io.pagurus.session.changes.MissedChanges;
import io.pagurus.session.changes.Subscription;
import io.pagurus.session.changes.Subscription.Item;
import io.pagurus.session.fold.SessionHeader;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Thread-safe; blocks its caller for as long as the stream lasts. */
@Singleton
final class ChangeStreams {

    private final MissedChanges missed;
    private final EntryReports reports;
    private final ObjectMapper json;
    private final ChangeSettings settings;

    /** Which partitions of the journal a stream covers. */
    @RegisterForReflection
    record Covered(Set<Integer> partitions) {}

    /** Why nothing follows. */
    @RegisterForReflection
    record Ended(String reason) {}

    @Inject
    ChangeStreams(
            MissedChanges missed,
            EntryReports reports,
            ObjectMapper json,
            ChangeSettings settings) {
        this.missed = missed;
        this.reports = reports;
        this.json = json;
        this.settings = settings;
    }

    /** Of one session, from a version on that the subscription began no later than. */
    void ofOne(
            SessionHeader header,
            @Nullable String lastEventId,
            Subscription changes,
            EventWriting to) {
        try (to) {
            if (begin(header, lastEventId, to)) {
                follow(changes, header.lastOffset(), to);
            }
        }
    }

    void ofAll(Subscription changes, EventWriting to) {
        try (to) {
            follow(changes, -1, to);
        }
    }

    private boolean begin(SessionHeader header, @Nullable String lastEventId, EventWriting to) {
        if (lastEventId == null || lastEventId.isBlank()) {
            return session("session", header, to);
        }
        Optional<List<Change>> told = missed(header, lastEventId);
        return told.isEmpty()
                ? session("gap", header, to)
                : to.comment("going on", settings.patience())
                        && told.get().stream().allMatch(change -> change(change, to));
    }

    private Optional<List<Change>> missed(SessionHeader header, String lastEventId) {
        String partition = header.partition() + "-";
        if (!lastEventId.startsWith(partition)) {
            return Optional.empty();
        }
        try {
            long offset = Long.parseLong(lastEventId.substring(partition.length()));
            return missed.after(header, offset);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private boolean session(String name, SessionHeader header, EventWriting to) {
        String id = header.partition() + "-" + header.lastOffset();
        return to.event(name, id, text(SessionView.of(header)), settings.patience());
    }

    /** Opened here, on the reader's own thread: what waits for it is as sealed as the journal. */
    private boolean change(Change change, EventWriting to) {
        ChangeTold told = ChangeTold.of(change, reports.of(change.record()));
        return to.event("change", told.id(), text(told), settings.patience());
    }

    private void follow(Subscription changes, long after, EventWriting to) {
        try {
            boolean there = true;
            while (there) {
                there =
                        switch (changes.take(settings.heartbeat())) {
                            case null -> to.comment("still here", settings.patience());
                            case Item.Changed(Change change) ->
                                    change.at().offset() <= after || change(change, to);
                            case Item.Covers(Set<Integer> partitions) ->
                                    to.event(
                                            "partitions",
                                            null,
                                            text(new Covered(partitions)),
                                            settings.patience());
                            case Item.Ended(Subscription.End why) -> end(why, to);
                        };
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean end(Subscription.End why, EventWriting to) {
        String reason = why.name().toLowerCase(Locale.ROOT);
        var _ = to.event("end", null, text(new Ended(reason)), settings.patience());
        return false;
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
