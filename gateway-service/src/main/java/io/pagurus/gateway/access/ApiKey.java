package io.pagurus.gateway.access;

import io.pagurus.gateway.rules.RuleSection;
import io.pagurus.gateway.rules.Secret;

/** Immutable. A key that calls may be made with, and who makes them. */
record ApiKey(String principal, Fingerprint fingerprint) {

    /** Shorter ones can be guessed. */
    private static final int LEAST_CHARACTERS = 16;

    /**
     * @param name the principal, where none is given
     */
    static ApiKey read(String name, RuleSection section) {
        String principal = section.text("principal", name);
        if (!Caller.isName(principal)) {
            section.error("principal", "a name other than " + Caller.ANONYMOUS);
        }
        if (!section.has("secret")) {
            section.error("secret", "a reference to the key, file:PATH or env:NAME");
        }
        String key = section.secret("secret").map(Secret::reveal).orElse("");
        if (!key.isEmpty() && key.length() < LEAST_CHARACTERS) {
            section.error("secret", "a secret of at least " + LEAST_CHARACTERS + " characters");
        }
        return new ApiKey(principal, Fingerprint.of(key));
    }
}
