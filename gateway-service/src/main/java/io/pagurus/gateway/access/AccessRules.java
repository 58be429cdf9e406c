package io.pagurus.gateway.access;

import io.pagurus.gateway.rules.RuleSection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Immutable. Who may use a route. */
public sealed interface AccessRules {

    AccessRules OPEN = new Open();

    /** Everybody; all of them are the same nobody. */
    record Open() implements AccessRules {}

    /**
     * Whoever has a key.
     *
     * @param known every key that there is: to have another one is to be known and not allowed
     * @param allowed those that are good here
     */
    record ByKey(Map<Fingerprint, Caller> known, Map<Fingerprint, Caller> allowed)
            implements AccessRules {}

    /**
     * Whoever has a token.
     *
     * @param claims what it has to say besides; a claim may be a text, a list of texts, or texts
     *     with blanks between, as {@code scope} is
     */
    record ByToken(TokenRules tokens, Map<String, String> claims) implements AccessRules {}

    /** How callers prove who they are. */
    enum Kind {
        NONE,
        API_KEY,
        JWT
    }

    /**
     * Reads a route's section.
     *
     * @param callers who there is
     */
    static AccessRules read(RuleSection section, CallerRules callers) {
        return switch (section.choice("kind", Kind.class, Kind.NONE)) {
            case NONE -> OPEN;
            case API_KEY -> byKey(section, callers);
            case JWT -> byToken(section, callers);
        };
    }

    private static AccessRules byKey(RuleSection section, CallerRules callers) {
        List<String> names = section.texts("keys", List.copyOf(callers.keys().keySet()));
        if (names.isEmpty() || !callers.keys().keySet().containsAll(names)) {
            section.error("keys", "names of callers.keys, at least one");
            return OPEN;
        }
        return new ByKey(
                byFingerprint(callers, List.copyOf(callers.keys().keySet())),
                byFingerprint(callers, names));
    }

    private static Map<Fingerprint, Caller> byFingerprint(CallerRules callers, List<String> names) {
        Map<Fingerprint, Caller> found = new HashMap<>();
        for (String name : names) {
            ApiKey key = callers.keys().get(name);
            if (key != null) {
                found.put(key.fingerprint(), Caller.proved(key.principal()));
            }
        }
        return Map.copyOf(found);
    }

    private static AccessRules byToken(RuleSection section, CallerRules callers) {
        Map<String, TokenRules> issuers = callers.issuers();
        String only = issuers.size() == 1 ? issuers.keySet().iterator().next() : "";
        TokenRules tokens = issuers.get(section.text("issuer", only));
        Map<String, String> claims = section.textsByName("claims");
        if (tokens == null) {
            section.error("issuer", "a name of callers.issuers");
            return OPEN;
        }
        return new ByToken(tokens, claims);
    }
}
