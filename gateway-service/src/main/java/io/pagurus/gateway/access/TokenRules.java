package io.pagurus.gateway.access;

import io.pagurus.gateway.rules.RuleSection;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Immutable. What a token of one issuer has to be.
 *
 * @param jwks where its keys are: a URL, or {@code file:PATH}
 * @param audiences one of which the token must be for; empty asks for none
 * @param clockSkew by how much the issuer's clock may differ
 * @param principalClaim whose text is the principal
 * @param prefix what is put before it, so that two issuers' users differ
 * @param refresh how old the keys may become. Shorter sees a withdrawn key sooner
 */
record TokenRules(
        String jwks,
        String issuer,
        List<String> audiences,
        List<String> algorithms,
        Duration clockSkew,
        String principalClaim,
        String prefix,
        Duration refresh) {

    /** None of them has a secret that both sides share: whoever could verify could sign too. */
    private static final List<String> ALGORITHMS =
            List.of(
                    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
                    "EdDSA");

    static TokenRules read(RuleSection section) {
        String jwks = section.text("jwks");
        if (!isPlace(jwks)) {
            section.error("jwks", "https://…, http://… or file:PATH");
        }
        List<String> algorithms = section.texts("algorithms", ALGORITHMS);
        if (algorithms.isEmpty() || !Set.copyOf(ALGORITHMS).containsAll(algorithms)) {
            section.error("algorithms", "some of " + String.join(", ", ALGORITHMS));
        }
        return new TokenRules(
                jwks,
                section.text("issuer"),
                section.texts("audiences", List.of()),
                algorithms,
                section.duration(
                        "clock-skew", Duration.ofSeconds(30), Duration.ZERO, Duration.ofMinutes(5)),
                section.text("principal-claim", "sub"),
                section.text("prefix", ""),
                section.duration(
                        "refresh",
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(1),
                        Duration.ofDays(1)));
    }

    private static boolean isPlace(String jwks) {
        try {
            URI uri = new URI(jwks);
            return "file".equals(uri.getScheme())
                    || (Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
                            && uri.getHost() != null);
        } catch (URISyntaxException noPlace) {
            return false;
        }
    }
}
