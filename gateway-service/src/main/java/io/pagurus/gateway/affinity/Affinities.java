package io.pagurus.gateway.affinity;

import io.pagurus.gateway.identity.AffinityCookie;
import io.pagurus.gateway.identity.AffinityCookie.Ticket;
import io.pagurus.gateway.identity.IdSource;
import io.pagurus.gateway.identity.PlacementRules;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Thread-safe; never blocks. Makes of what a request has the {@link Stay} that its route means. */
public final class Affinities {

    private static final String BY_SESSION = "s:";
    private static final String BY_COOKIE = "c:";
    private static final String BY_SUBJECT = "u:";

    private final Stays stays;
    private final IdSource ids;
    private final Clock clock;

    /**
     * Immutable. What a request has to go by.
     *
     * @param session as it names it, proved or not
     * @param cookie the value of {@link AffinityCookie#NAME}
     * @param subject who has proved to send it
     * @param secure whether it came through TLS
     */
    public record Marks(
            @Nullable String session,
            @Nullable String cookie,
            @Nullable String subject,
            String address,
            boolean secure) {}

    public Affinities(Stays stays, IdSource ids, Clock clock) {
        this.stays = stays;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A request's stay.
     *
     * @param cookie null where the rules have none
     */
    public Stay stay(PlacementRules rules, @Nullable AffinityCookie cookie, Marks marks) {
        AffinityCookie asked = rules.order().contains(PlacementRules.Source.COOKIE) ? cookie : null;
        Ticket ticket = asked == null ? null : ticket(asked, marks.cookie());
        List<String> keys = keys(rules, marks, ticket);
        String key = keys.isEmpty() ? null : keys.getFirst();
        String wish = wish(rules, keys, ticket);
        // A cookie says itself where its client was; only what is open has to be remembered of it.
        String kept = rules.only() && key != null && !key.startsWith(BY_COOKIE) ? key : null;
        boolean learning =
                rules.only()
                        && rules.order().contains(PlacementRules.Source.SESSION)
                        && marks.session() == null;
        if (asked == null) {
            return new Stay(key, wish, kept, null, learning, stays, null);
        }
        String id = ticket == null ? ids.next() : ticket.id();
        Stay.Telling telling =
                new Stay.Telling(
                        asked,
                        id,
                        ticket == null ? null : ticket.node(),
                        ticket == null || ticket.due(),
                        marks.secure(),
                        clock.instant().getEpochSecond());
        return new Stay(key, wish, kept, BY_COOKIE + id, learning, stays, telling);
    }

    private @Nullable Ticket ticket(AffinityCookie cookie, @Nullable String value) {
        return value == null
                ? null
                : cookie.read(
                        value,
                        clock.instant().getEpochSecond(),
                        id -> stays.isOpen(BY_COOKIE + id));
    }

    private static List<String> keys(PlacementRules rules, Marks marks, @Nullable Ticket ticket) {
        List<String> keys = new ArrayList<>(rules.order().size());
        for (PlacementRules.Source source : rules.order()) {
            String key =
                    switch (source) {
                        case SESSION -> prefixed(BY_SESSION, marks.session());
                        case COOKIE -> prefixed(BY_COOKIE, ticket == null ? null : ticket.id());
                        case SUBJECT -> prefixed(BY_SUBJECT, marks.subject());
                        case ADDRESS -> prefixed("a:", marks.address());
                    };
            if (key != null) {
                keys.add(key);
            }
        }
        return keys;
    }

    /** What a gateway remembers counts before what the client says, in the order of the route. */
    private @Nullable String wish(
            PlacementRules rules, List<String> keys, @Nullable Ticket ticket) {
        if (rules.only()) {
            for (String key : keys) {
                String node = stays.node(key);
                if (node != null) {
                    return node;
                }
                if (ticket != null && key.startsWith(BY_COOKIE)) {
                    return ticket.node();
                }
            }
        }
        return ticket == null ? null : ticket.node();
    }

    static String bySession(String session) {
        return BY_SESSION + session;
    }

    /** What a key was made of. */
    static String kind(String key) {
        if (key.startsWith(BY_SESSION)) {
            return "session";
        }
        if (key.startsWith(BY_COOKIE)) {
            return "cookie";
        }
        return key.startsWith(BY_SUBJECT) ? "subject" : "address";
    }

    private static @Nullable String prefixed(String prefix, @Nullable String text) {
        return text == null ? null : prefix + text;
    }
}
