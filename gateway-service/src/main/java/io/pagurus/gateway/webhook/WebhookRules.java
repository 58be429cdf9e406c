package io.pagurus.gateway.webhook;

import io.pagurus.gateway.rules.RuleSection;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Immutable. What is said of a route whose requests are webhooks.
 *
 * @param key what makes two requests the same event
 * @param withoutKey what becomes of a request that names no key
 * @param session names the session of an event that opens a turn
 * @param window how long an event's outcome is remembered; longer needs more memory in Redis
 * @param lease how long a claim outlives the gateway that has it. Shorter lets another take over
 *     sooner, and a claim lapse under a gateway that only pauses
 * @param patience how long a duplicate waits for the outcome; longer than a provider waits is of no
 *     use
 * @param maxBody the longest request; it is held in memory
 * @param maxKept the longest answer that is remembered whole
 * @param keep the headers of an answer that are remembered
 * @param redisAway what becomes of a request while Redis does not answer
 */
public record WebhookRules(
        NameSource key,
        WithoutKey withoutKey,
        Optional<NameSource> session,
        Duration window,
        Duration lease,
        Duration patience,
        long maxBody,
        int maxKept,
        List<String> keep,
        RedisAway redisAway) {

    /** What becomes of a request that names no key. */
    public enum WithoutKey {
        /** 400. */
        REFUSE,
        /** Its body is its key. */
        HASH_BODY,
        /** It runs as often as it comes. */
        RUN
    }

    /** What becomes of a request while Redis does not answer. */
    public enum RedisAway {
        /** 503: providers try again. */
        REFUSE,
        /** It runs, perhaps more than once. */
        RUN
    }

    private static final Duration LEAST_TIME = Duration.ofMillis(100);
    private static final Duration LONGEST_WINDOW = Duration.ofDays(30);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    private static final int MOST_BODY = 64 << 20;
    private static final int MOST_KEPT = 1 << 20;
    private static final int MOST_HEADERS = 32;
    private static final List<String> KEEP =
            List.of("Content-Type", "Location", "X-Session-ID", "X-Turn-ID");

    /** What a stranger must not get from another's answer. */
    private static final List<String> NEVER_KEPT = List.of("set-cookie", "www-authenticate");

    public static WebhookRules read(RuleSection section) {
        List<String> keep = section.texts("keep-headers", KEEP);
        if (keep.size() > MOST_HEADERS
                || keep.stream()
                        .anyMatch(name -> NEVER_KEPT.contains(name.toLowerCase(Locale.ROOT)))) {
            section.error(
                    "keep-headers", "at most " + MOST_HEADERS + ", none of them " + NEVER_KEPT);
        }
        return new WebhookRules(
                section.section("key", NameSource::read),
                section.choice("without-key", WithoutKey.class, WithoutKey.REFUSE),
                section.optional("session", NameSource::read),
                section.duration("window", Duration.ofSeconds(60), LEAST_TIME, LONGEST_WINDOW),
                section.duration("lease", Duration.ofSeconds(10), LEAST_TIME, LONGEST_WAIT),
                section.duration("wait", Duration.ofSeconds(5), Duration.ZERO, LONGEST_WAIT),
                section.number("max-body", 1 << 20, 0, MOST_BODY),
                section.count("max-kept-body", 64 << 10, 0, MOST_KEPT),
                keep,
                section.choice("redis-away", RedisAway.class, RedisAway.REFUSE));
    }
}
