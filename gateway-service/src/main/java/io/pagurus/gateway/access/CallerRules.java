package io.pagurus.gateway.access;

import io.pagurus.gateway.rules.RuleSection;
import java.util.List;
import java.util.Map;

/**
 * Immutable. Who calls at all; which of them may use a route is the route's.
 *
 * @param keys by their names in the rules
 * @param issuers of tokens, by their names in the rules
 */
public record CallerRules(Map<String, ApiKey> keys, Map<String, TokenRules> issuers) {

    public static final CallerRules NOBODY = new CallerRules(Map.of(), Map.of());

    private static final int MOST_KEYS = 10_000;

    /** Each has keys of its own to be fetched. */
    private static final int MOST_ISSUERS = 32;

    public static CallerRules read(RuleSection section) {
        CallerRules read =
                new CallerRules(
                        section.byName("keys", key -> ApiKey.read(lastName(key), key)),
                        section.byName("issuers", TokenRules::read));
        if (read.keys.size() > MOST_KEYS) {
            section.error("keys", "at most " + MOST_KEYS);
        }
        if (read.issuers.size() > MOST_ISSUERS) {
            section.error("issuers", "at most " + MOST_ISSUERS);
        }
        if (read.namesMayMeet()) {
            section.error(
                    "issuers",
                    "a prefix for each, none the beginning of another, since keys or other issuers"
                            + " name principals too");
        }
        long different = read.keys.values().stream().map(ApiKey::fingerprint).distinct().count();
        if (different < read.keys.size()) {
            section.error("keys", "secrets that differ");
        }
        return read;
    }

    /** Whether a user of one issuer could get the name of somebody else's. */
    private boolean namesMayMeet() {
        List<String> prefixes = issuers.values().stream().map(TokenRules::prefix).toList();
        boolean alone = prefixes.size() == 1 && keys.isEmpty();
        for (int i = 0; i < prefixes.size() && !alone; i++) {
            for (int j = 0; j < prefixes.size(); j++) {
                if (prefixes.get(i).isEmpty()
                        || (i != j && prefixes.get(i).startsWith(prefixes.get(j)))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String lastName(RuleSection section) {
        return section.path().substring(section.path().lastIndexOf('.') + 1);
    }
}
