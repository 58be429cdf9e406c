package io.pagurus.gateway.access;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; never blocks. Says of a request who sends it, and whether its route is for them. An
 * issuer is asked for its keys beside the requests; only one whose token has a key that nobody
 * knows yet waits for the answer.
 */
public final class Gate {

    /** Where keys are sent that are no tokens; {@code Authorization: Bearer} does as well. */
    public static final String KEY_HEADER = "X-API-Key";

    private static final String A_KEY = "Authorization: Bearer KEY, or " + KEY_HEADER + ": KEY";
    private static final String A_TOKEN = "Authorization: Bearer TOKEN";
    private static final String SCHEME = "Bearer ";

    private final Issuers issuers;

    public Gate(Vertx vertx, HttpClient client, AccessConfig config, Clock clock) {
        this.issuers = new Issuers(new KeySources(vertx, client, config), config, clock);
    }

    /** To be told of the rules in force. */
    public void use(CallerRules callers) {
        issuers.use(callers.issuers().values());
    }

    /** How many issuers do not give their keys. */
    public int silentIssuers() {
        return issuers.silent();
    }

    /** To be called on the request's event loop. */
    public Admittance admit(AccessRules rules, MultiMap headers) {
        return switch (rules) {
            case AccessRules.Open _ -> Admittance.OF_NOBODY;
            case AccessRules.ByKey byKey -> byKey(byKey, headers);
            case AccessRules.ByToken byToken -> byToken(byToken, headers);
        };
    }

    private static Admittance byKey(AccessRules.ByKey rules, MultiMap headers) {
        String key = bearer(headers);
        if (key == null) {
            key = headers.get(KEY_HEADER);
        }
        if (key == null) {
            return Refusals.nameless(A_KEY);
        }
        Fingerprint fingerprint = Fingerprint.of(key);
        Caller caller = rules.allowed().get(fingerprint);
        if (caller != null) {
            return Admittance.of(caller);
        }
        return rules.known().containsKey(fingerprint)
                ? Refusals.notAllowed()
                : Refusals.unproved("nobody has this key", A_KEY);
    }

    private Admittance byToken(AccessRules.ByToken rules, MultiMap headers) {
        String token = bearer(headers);
        if (token == null) {
            return Refusals.nameless(A_TOKEN);
        }
        Issuer issuer = issuers.of(rules.tokens());
        SigningKeys keys = issuer.keys();
        SigningKeys.Known known = keys.known();
        if ((known == null || keys.overdue()) && keys.mayAsk()) {
            return afterReading(rules, issuer, token);
        }
        if (known == null) {
            return Refusals.cannotTell();
        }
        keys.keepFresh();
        TokenVerdict verdict = issuer.judge(token, known);
        return verdict instanceof TokenVerdict.UnknownKey && keys.mayAsk()
                ? afterReading(rules, issuer, token)
                : admittance(rules, verdict);
    }

    private static Admittance afterReading(AccessRules.ByToken rules, Issuer issuer, String token) {
        return new Admittance.Undecided(
                here(issuer.keys().read())
                        .map(_ -> {
                            SigningKeys.Known known = issuer.keys().known();
                            return known == null
                                    ? Refusals.cannotTell()
                                    : admittance(rules, issuer.judge(token, known));
                        }));
    }

    /** Ends on the event loop that asks: many wait for the read that one of them has begun. */
    private static Future<Void> here(Future<Void> elsewhere) {
        Context context = Vertx.currentContext();
        Promise<Void> here = Promise.promise();
        elsewhere.onComplete(_ -> context.runOnContext(_ -> here.complete()));
        return here.future();
    }

    private static Admittance admittance(AccessRules.ByToken rules, TokenVerdict verdict) {
        return switch (verdict) {
            case TokenVerdict.Good(Verified token) ->
                    token.says(rules.claims())
                            ? Admittance.of(token.caller())
                            : Refusals.notAllowed();
            case TokenVerdict.Bad(String why) -> Refusals.unproved(why, A_TOKEN);
            case TokenVerdict.UnknownKey() ->
                    Refusals.unproved("its issuer has no such key", A_TOKEN);
        };
    }

    private static @Nullable String bearer(MultiMap headers) {
        String given = headers.get("Authorization");
        return given != null && given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? given.substring(SCHEME.length()).strip()
                : null;
    }
}
