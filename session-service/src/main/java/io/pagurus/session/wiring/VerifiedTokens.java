package io.pagurus.session.wiring;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Thread-safe. Remembers the tokens that it has verified until they expire: the nodes of a fleet
 * send the same ones with every call, and verifying a signature was a fifth of a commit's work.
 */
@Alternative
@Priority(1)
@Singleton
final class VerifiedTokens extends JWTCallerPrincipalFactory {

    /**
     * More callers than a fleet has; the next one empties the memory, and all are verified anew.
     */
    private static final int MOST = 10_000;

    private final JWTCallerPrincipalFactory verifier = new DefaultJWTCallerPrincipalFactory();
    private final ConcurrentMap<String, JWTCallerPrincipal> verified = new ConcurrentHashMap<>();
    private final Clock clock;

    @Inject
    VerifiedTokens(Clock clock) {
        this.clock = clock;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo context)
            throws ParseException {
        JWTCallerPrincipal known = verified.get(token);
        if (known != null && clock.instant().getEpochSecond() < known.getExpirationTime()) {
            return known;
        }
        JWTCallerPrincipal caller = verifier.parse(token, context);
        if (verified.size() >= MOST) {
            verified.clear();
        }
        verified.put(token, caller);
        return caller;
    }
}
