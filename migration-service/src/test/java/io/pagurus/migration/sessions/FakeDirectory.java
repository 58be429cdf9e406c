package io.pagurus.migration.sessions;

import io.pagurus.events.Owner;
import io.pagurus.migration.plan.SessionNeed;
import io.pagurus.migration.plan.SessionNeed.Urgency;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Thread-safe (own monitor). session-service's ownership as docs/services.md has it, in memory. */
public final class FakeDirectory implements SessionDirectory {

    /** A session and who owns it. */
    public record Entry(long epoch, Owner owner, Urgency urgency, @Nullable String migrationId) {}

    private final Map<String, Entry> sessions = new TreeMap<>();
    private final int pageSize;
    private volatile Consumer<String> before = _ -> {};
    private volatile boolean away;
    private volatile boolean losesAnswers;

    public FakeDirectory(int pageSize) {
        this.pageSize = pageSize;
    }

    public synchronized void put(String id, long epoch, String node, Urgency urgency) {
        sessions.put(id, new Entry(epoch, owner(node), urgency, null));
    }

    public synchronized Entry entry(String id) {
        return Objects.requireNonNull(sessions.get(id));
    }

    /** Called with the session's id before each grant; may block it. */
    public void beforeGrant(Consumer<String> hook) {
        before = hook;
    }

    public void away(boolean gone) {
        away = gone;
    }

    /** Grants are accepted, and nobody hears of it. */
    public void losesAnswers(boolean loses) {
        losesAnswers = loses;
    }

    @Override
    public synchronized Listing list(String nodeId, @Nullable String after) {
        if (away) {
            return new Listing.Away("status 503");
        }
        List<SessionNeed> needs = new ArrayList<>();
        String last = null;
        for (Map.Entry<String, Entry> each : sessions.entrySet()) {
            boolean later = after == null || each.getKey().compareTo(after) > 0;
            if (later && each.getValue().owner().node().equals(nodeId)) {
                if (needs.size() == pageSize) {
                    return new Listing.Page(needs, last);
                }
                last = each.getKey();
                needs.add(
                        new SessionNeed(last, each.getValue().epoch(), each.getValue().urgency()));
            }
        }
        return new Listing.Page(needs, null);
    }

    @Override
    public Grant grant(String sessionId, long expectedEpoch, Owner to, String migrationId) {
        before.accept(sessionId);
        synchronized (this) {
            Entry now = sessions.get(sessionId);
            if (away) {
                return new Grant.Away("status 503");
            }
            if (now == null) {
                return new Grant.Gone();
            }
            if (now.epoch() != expectedEpoch) {
                return new Grant.Conflict(now.epoch(), now.owner());
            }
            sessions.put(sessionId, new Entry(expectedEpoch + 1, to, now.urgency(), migrationId));
            return losesAnswers ? new Grant.Away("status 503") : new Grant.Granted();
        }
    }

    private static Owner owner(String node) {
        return new Owner(node, node.substring(0, 2));
    }
}
