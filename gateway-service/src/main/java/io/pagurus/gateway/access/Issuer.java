package io.pagurus.gateway.access;

import io.pagurus.gateway.memory.LruMap;
import java.time.Clock;
import java.time.Instant;

/**
 * Thread-safe; never blocks. What the edge knows of one issuer: its keys, and its tokens that were
 * verified, until they expire or the keys change.
 */
final class Issuer {

    private final TokenVerifier verifier;
    private final SigningKeys keys;
    private final LruMap<Fingerprint, Verified> verified;
    private final Clock clock;

    Issuer(TokenRules rules, SigningKeys keys, int mostTokens, Clock clock) {
        this.verifier = new TokenVerifier(rules);
        this.keys = keys;
        this.verified = new LruMap<>(mostTokens);
        this.clock = clock;
    }

    SigningKeys keys() {
        return keys;
    }

    /** What a token is, with the keys that are known. */
    TokenVerdict judge(String token, SigningKeys.Known known) {
        Instant now = clock.instant();
        Fingerprint fingerprint = Fingerprint.of(token);
        Verified before = verified.find(fingerprint);
        if (before != null && before.isStillGood(now.getEpochSecond(), known.version())) {
            return new TokenVerdict.Good(before);
        }
        TokenVerdict verdict = verifier.verify(token, known, now);
        if (verdict instanceof TokenVerdict.Good(Verified good)) {
            verified.put(fingerprint, good);
        }
        return verdict;
    }
}
