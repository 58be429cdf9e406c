package io.pagurus.gateway.access;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Thread-safe; never blocks. The issuers that rules name. One that new rules have as it was keeps
 * its keys and its verified tokens.
 */
final class Issuers {

    private final KeySources sources;
    private final AccessConfig config;
    private final Clock clock;
    private volatile Map<TokenRules, Issuer> all = Map.of();

    Issuers(KeySources sources, AccessConfig config, Clock clock) {
        this.sources = sources;
        this.config = config;
        this.clock = clock;
    }

    synchronized void use(Collection<TokenRules> named) {
        Map<TokenRules, Issuer> next = new HashMap<>();
        for (TokenRules rules : named) {
            Issuer before = all.get(rules);
            next.put(rules, before == null ? begin(rules) : before);
        }
        all = Map.copyOf(next);
    }

    /** Also one that nobody has told of yet: a request may have new rules a moment earlier. */
    Issuer of(TokenRules rules) {
        Issuer known = all.get(rules);
        return known == null ? add(rules) : known;
    }

    private synchronized Issuer add(TokenRules rules) {
        Map<TokenRules, Issuer> next = new HashMap<>(all);
        Issuer issuer = next.computeIfAbsent(rules, this::begin);
        all = Map.copyOf(next);
        return issuer;
    }

    /** How many do not give their keys. */
    int silent() {
        return Math.toIntExact(
                all.values().stream().filter(issuer -> !issuer.keys().answers()).count());
    }

    private Issuer begin(TokenRules rules) {
        SigningKeys keys =
                new SigningKeys(
                        sources.at(rules.jwks()),
                        rules.issuer(),
                        rules.refresh(),
                        config.keysPause(),
                        clock);
        var _ = keys.read();
        return new Issuer(rules, keys, config.maxTokens(), clock);
    }
}
