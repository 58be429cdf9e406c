package io.pagurus.gateway.affinity;

import io.pagurus.gateway.identity.AffinityCookie;
import io.pagurus.gateway.identity.SessionHeaders;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. One request's wish to be where its client was before, and what its client is
 * told of where it is. Whatever is open keeps its stay: between {@link #at} and {@link #over} it
 * does not expire, however long that takes.
 */
public final class Stay {

    /** Of requests that may be anywhere. */
    public static final Stay NONE = new Stay(null, null, null, null, false, null, null);

    private final @Nullable String key;
    private final @Nullable String wish;
    private final @Nullable String kept;
    private final @Nullable String held;
    private final boolean learning;
    private final @Nullable Stays stays;
    private final @Nullable Telling telling;
    private boolean entered;
    private boolean told;

    /**
     * Immutable. What a client is told by.
     *
     * @param known the node that the client's cookie names; null when it has none that is good
     * @param due whether it should be told again though the node is the same
     */
    record Telling(
            AffinityCookie cookie,
            String id,
            @Nullable String known,
            boolean due,
            boolean secure,
            long nowSeconds) {}

    /**
     * @param key by which strategies may choose
     * @param wish the node that it should be at if that is in rotation
     * @param kept the key by which later ones shall find it
     * @param held the key by which others shall find it while it is open
     * @param learning whether a session that the node opens shall be found at it
     */
    Stay(
            @Nullable String key,
            @Nullable String wish,
            @Nullable String kept,
            @Nullable String held,
            boolean learning,
            @Nullable Stays stays,
            @Nullable Telling telling) {
        this.key = key;
        this.wish = wish;
        this.kept = kept;
        this.held = held;
        this.learning = learning;
        this.stays = stays;
        this.telling = telling;
    }

    /** Of one that has only a key to go by. */
    public static Stay byKey(@Nullable String key) {
        return key == null ? NONE : new Stay(key, null, null, null, false, null, null);
    }

    /** By which a strategy that hashes chooses; null when the request has nothing to go by. */
    public @Nullable String key() {
        return key;
    }

    /** What kind of key it is; null without one. The key itself is for nobody else to see. */
    public @Nullable String keyKind() {
        if (key == null) {
            return null;
        }
        // Where it is the session alone it stands by itself, see byKey.
        return stays == null ? "session" : Affinities.kind(key);
    }

    /** The node that it should be at if that can take it; null when it has none. */
    public @Nullable String wish() {
        return wish;
    }

    /** It is sent there; may be said again when it goes on at another node. */
    public void at(String node) {
        if (stays != null) {
            enter(stays, kept, node);
            enter(stays, held, node);
            entered = true;
        }
    }

    private void enter(Stays all, @Nullable String by, String node) {
        if (by != null && entered) {
            all.move(by, node);
        } else if (by != null) {
            all.enter(by, node);
        }
    }

    /** Puts into an answer's headers what the client has to know of the node that gave it. */
    public void tell(String node, MultiMap answer) {
        String opened = learning ? SessionHeaders.opened(answer) : null;
        if (opened != null && stays != null) {
            stays.remember(Affinities.bySession(opened), node);
        }
        if (telling == null) {
            return;
        }
        if (told) {
            forgetTold(answer);
        }
        if (!node.equals(telling.known) || telling.due) {
            told = true;
            answer.add(
                    HttpHeaders.SET_COOKIE,
                    telling.cookie.write(node, telling.id, telling.nowSeconds, telling.secure));
        }
    }

    private static void forgetTold(MultiMap answer) {
        List<String> cookies = answer.getAll(HttpHeaders.SET_COOKIE);
        answer.remove(HttpHeaders.SET_COOKIE);
        cookies.stream()
                .filter(cookie -> !cookie.startsWith(AffinityCookie.NAME + "="))
                .forEach(cookie -> answer.add(HttpHeaders.SET_COOKIE, cookie));
    }

    /** It has ended; from now on what it kept grows old. */
    public void over() {
        if (!entered || stays == null) {
            return;
        }
        entered = false;
        if (kept != null) {
            stays.leave(kept, true);
        }
        if (held != null) {
            stays.leave(held, false);
        }
    }
}
