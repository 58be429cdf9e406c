package io.pagurus.gateway.access;

import io.pagurus.gateway.access.Admittance.Admitted;
import io.pagurus.gateway.access.Admittance.Refused;
import io.pagurus.gateway.memory.LruMap;
import io.pagurus.gateway.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; never blocks. Counts what each principal asks of each route, here and, where a route
 * wants it, together with all other gateways. While what they share is away, the local limit holds
 * alone.
 */
public final class RateLimits {

    private static final long MICROS = 1_000_000;

    /** Immutable. Who asks of which route. */
    private record Bucket(String route, String who) {}

    private final LruMap<Bucket, Quota.Taken> local;

    /** Until when nobody has to be asked whether a bucket is empty, in microseconds. */
    private final LruMap<Bucket, Long> emptyUntil;

    private final SharedQuotas shared;
    private final Clock clock;

    /**
     * @param capacity how many principals of routes are remembered
     */
    public RateLimits(int capacity, SharedQuotas shared, Clock clock) {
        this.local = new LruMap<>(capacity);
        this.emptyUntil = new LruMap<>(capacity);
        this.shared = shared;
        this.clock = clock;
    }

    /**
     * Lets a caller in that its route has let in, unless it comes too often.
     *
     * @param address the caller's, who may be nobody
     */
    public Admittance pace(String route, RateRules rules, Caller caller, String address) {
        // No principal's name has a line's end.
        String who = caller.subject() == null ? "\n" + address : caller.principal();
        Bucket bucket = new Bucket(route, who);
        Map<String, String> headers = Map.of();
        if (rules.local() != null) {
            Quota quota = rules.local();
            Quota.Taken taken = here(bucket, quota);
            headers = headers("local", quota, taken);
            if (!taken.allowed()) {
                return refused(taken, headers);
            }
        }
        return rules.global() == null
                ? new Admitted(caller, headers)
                : together(bucket, rules.global(), caller, headers);
    }

    private Quota.Taken here(Bucket bucket, Quota quota) {
        long now = micros();
        return local.update(
                bucket, before -> quota.take(before == null ? 0 : before.fullAt(), now));
    }

    private Admittance together(
            Bucket bucket, Quota quota, Caller caller, Map<String, String> local) {
        long now = micros();
        @Nullable Long empty = emptyUntil.find(bucket);
        if (empty != null && now < empty) {
            Quota.Taken none = new Quota.Taken(false, 0, 0, empty - now, empty - now);
            return refused(none, headers("global", quota, none));
        }
        if (!shared.there()) {
            return new Admitted(caller, local);
        }
        return new Admittance.Undecided(
                shared.take(bucket.route() + ":" + Fingerprint.of(bucket.who()).text(), quota)
                        .map(taken -> judged(bucket, quota, caller, taken))
                        .otherwise(new Admitted(caller, local)));
    }

    private Admittance judged(Bucket bucket, Quota quota, Caller caller, Quota.Taken taken) {
        Map<String, String> headers = headers("global", quota, taken);
        if (taken.allowed()) {
            return new Admitted(caller, headers);
        }
        emptyUntil.put(bucket, micros() + taken.pause());
        return refused(taken, headers);
    }

    private static Refused refused(Quota.Taken taken, Map<String, String> headers) {
        long seconds = Math.max(1, Quota.seconds(taken.pause()));
        Map<String, String> all = new HashMap<>(headers);
        all.put("Retry-After", Long.toString(seconds));
        return new Refused(Problem.tooOften(seconds), all);
    }

    /** Source: draft-ietf-httpapi-ratelimit-headers-10. */
    private static Map<String, String> headers(String name, Quota quota, Quota.Taken taken) {
        return Map.of(
                "RateLimit-Policy",
                "\"" + name + "\";q=" + quota.requests() + ";w=" + quota.per().toSeconds(),
                "RateLimit",
                "\"" + name + "\";r=" + taken.left() + ";t=" + Quota.seconds(taken.untilFull()));
    }

    private long micros() {
        Instant now = clock.instant();
        return now.getEpochSecond() * MICROS + now.getNano() / 1_000;
    }
}
