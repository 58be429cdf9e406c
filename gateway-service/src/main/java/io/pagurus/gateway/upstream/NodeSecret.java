package io.pagurus.gateway.upstream;

import io.pagurus.gateway.rules.RuleSection;
import io.pagurus.gateway.rules.Secret;
import java.util.Locale;
import java.util.Set;

/**
 * Immutable. A header that a node wants to see before it serves the edge.
 *
 * @param value what the header says, its scheme included
 * @param secret the part of it that nobody may see
 */
public record NodeSecret(String header, Secret value, Secret secret) {

    private static final int MOST_CHARACTERS = 128;
    private static final String OTHERS = "!#$%&'*+-.^_`|~";

    /** They say where a message ends and where it goes, or are the edge's own word on a session. */
    private static final Set<String> NOT_CREDENTIALS =
            Set.of(
                    "host",
                    "content-length",
                    "transfer-encoding",
                    "connection",
                    "x-session-id",
                    "x-session-epoch",
                    "x-turn-id");

    static NodeSecret read(RuleSection section) {
        String header = section.text("header", "Authorization");
        if (!isName(header) || NOT_CREDENTIALS.contains(header.toLowerCase(Locale.ROOT))) {
            section.error("header", "a header's name, none that the edge sets itself");
        }
        String scheme = section.text("scheme", "");
        if (!section.has("secret")) {
            section.error("secret", "a reference to the credential, file:PATH or env:NAME");
        }
        Secret secret = section.secret("secret").orElse(new Secret(""));
        if (!isValue(scheme) || !isValue(secret.reveal())) {
            section.error("secret", "visible ASCII, as a header's value has it");
        }
        String value = scheme.isEmpty() ? secret.reveal() : scheme + " " + secret.reveal();
        return new NodeSecret(header, new Secret(value), secret);
    }

    private static boolean isName(String text) {
        return text.length() <= MOST_CHARACTERS
                && text.chars().allMatch(c -> isLetterOrDigit(c) || OTHERS.indexOf(c) >= 0);
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isValue(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
}
