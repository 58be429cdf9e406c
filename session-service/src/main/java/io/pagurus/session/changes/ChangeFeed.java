package io.pagurus.session.changes;

import io.pagurus.session.changes.Subscription.End;
import io.pagurus.session.changes.Subscription.Item;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.journal.FoldListener;
import io.pagurus.session.journal.FoldedEntry;
import io.pagurus.session.journal.SessionTable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; what the fold says comes on the journal reader's thread, which never waits here.
 * Tells each change to those who want it.
 */
public final class ChangeFeed implements FoldListener {

    /** What is left of a change without the entry, in memory. */
    private static final int BYTES_WITHOUT_RECORD = 256;

    /**
     * Immutable. What somebody wants to hear of.
     *
     * @param sessionId one session, with the entries; null for all of this instance, without
     * @param partition of that session
     * @param wanted of all sessions, which
     */
    private record Wish(
            @Nullable String sessionId, int partition, Predicate<SessionHeader> wanted) {}

    private final SessionTable sessions;
    private final ChangeSettings settings;
    private final ConcurrentMap<Subscription, Wish> wishes = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    public ChangeFeed(SessionTable sessions, ChangeSettings settings) {
        this.sessions = sessions;
        this.settings = settings;
    }

    /** Changes of one session from now on, with the entries; empty when too many listen. */
    public Optional<Subscription> of(String sessionId) {
        int partition = sessions.journal().map(journal -> journal.of(sessionId)).orElse(-1);
        Optional<Subscription> subscription = add(new Wish(sessionId, partition, _ -> true));
        if (!sessions.serves(partition)) {
            // It went in between, and nobody will say so again.
            subscription.ifPresent(gone -> gone.end(End.MOVED));
        }
        return subscription;
    }

    /** Changes of all sessions of this instance from now on; empty when too many listen. */
    public Optional<Subscription> ofAll(Predicate<SessionHeader> wanted) {
        Optional<Subscription> subscription = add(new Wish(null, -1, wanted));
        subscription.ifPresent(this::tellPartitions);
        return subscription;
    }

    private Optional<Subscription> add(Wish wish) {
        if (wishes.size() >= settings.streams()) {
            return Optional.empty();
        }
        Subscription subscription = new Subscription(settings, wishes::remove);
        wishes.put(subscription, wish);
        if (stopping) {
            subscription.end(End.STOPPING);
        }
        return Optional.of(subscription);
    }

    private void tellPartitions(Subscription subscription) {
        subscription.offer(new Item.Covers(sessions.served()), BYTES_WITHOUT_RECORD);
    }

    @Override
    public void onFolded(FoldedEntry folded) {
        if (!folded.live() || !folded.changed() || wishes.isEmpty()) {
            return;
        }
        Item bare = null;
        Item whole = null;
        for (Map.Entry<Subscription, Wish> each : wishes.entrySet()) {
            Wish wish = each.getValue();
            if (folded.sessionId().equals(wish.sessionId())) {
                whole = whole == null ? item(folded, true) : whole;
                each.getKey().offer(whole, folded.bytes() + BYTES_WITHOUT_RECORD);
            } else if (wish.sessionId() == null && isWanted(folded, wish.wanted())) {
                bare = bare == null ? item(folded, false) : bare;
                each.getKey().offer(bare, BYTES_WITHOUT_RECORD);
            }
        }
    }

    /** A session that leaves is told to those who had it, too. */
    private static boolean isWanted(FoldedEntry folded, Predicate<SessionHeader> wanted) {
        return (folded.after() != null && wanted.test(folded.after()))
                || (folded.before() != null && wanted.test(folded.before()));
    }

    private static Item item(FoldedEntry folded, boolean withRecord) {
        return new Item.Changed(
                Change.of(folded.entry(), folded.at(), folded.time(), folded.after(), withRecord));
    }

    @Override
    public void onCaughtUp(int partition, long next) {
        coverageChanged();
    }

    @Override
    public void onRevoked(int partition) {
        wishes.forEach((subscription, wish) -> {
            if (wish.sessionId() != null && wish.partition() == partition) {
                subscription.end(End.MOVED);
            }
        });
        coverageChanged();
    }

    private void coverageChanged() {
        wishes.forEach((subscription, wish) -> {
            if (wish.sessionId() == null) {
                tellPartitions(subscription);
            }
        });
    }

    /** Ends all streams: the process stops, and would wait for them. */
    public void stop() {
        stopping = true;
        wishes.keySet().forEach(subscription -> subscription.end(End.STOPPING));
    }

    /** How many listen. */
    public int listeners() {
        return wishes.size();
    }
}
