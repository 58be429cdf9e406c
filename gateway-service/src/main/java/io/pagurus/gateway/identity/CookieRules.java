package io.pagurus.gateway.identity;

import io.pagurus.gateway.rules.RuleSection;
import io.pagurus.gateway.rules.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Immutable. The cookie by which a client comes back to its node.
 *
 * @param keys the first signs, all verify: a new one is put before the old, which goes when its
 *     cookies have expired
 * @param ttl how long an unused cookie is good
 * @param sameSite as the browser is told
 * @param alwaysSecure for an edge behind something that ends TLS
 */
public record CookieRules(
        List<Secret> keys, Duration ttl, SameSite sameSite, boolean alwaysSecure) {

    private static final int LEAST_CHARACTERS = 32;
    private static final int MOST_KEYS = 8;

    /** Which requests of other sites a browser sends the cookie with. */
    public enum SameSite {
        LAX,
        STRICT,
        NONE;

        String written() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }

    public static CookieRules read(RuleSection section) {
        List<Secret> keys =
                section.list("keys", key -> key.secret("secret")).stream()
                        .flatMap(Optional::stream)
                        .toList();
        if (keys.isEmpty() || keys.size() > MOST_KEYS) {
            section.error("keys", "1 to " + MOST_KEYS + " secrets, each as {secret: file:PATH}");
        }
        if (keys.stream().anyMatch(key -> key.reveal().length() < LEAST_CHARACTERS)) {
            section.error("keys", "secrets of at least " + LEAST_CHARACTERS + " characters");
        }
        return new CookieRules(
                keys,
                section.duration(
                        "ttl", Duration.ofHours(2), Duration.ofSeconds(1), Duration.ofDays(400)),
                section.choice("same-site", SameSite.class, SameSite.LAX),
                section.flag("always-secure", false));
    }
}
