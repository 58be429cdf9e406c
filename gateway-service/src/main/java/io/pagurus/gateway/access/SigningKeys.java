package io.pagurus.gateway.access;

import io.pagurus.gateway.observation.Neighbour;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; never blocks. The keys of one issuer: those that were read last stay while it gives
 * no others. One read runs at a time, whoever waits for it.
 */
final class SigningKeys {

    /** More is no issuer's key set; a token without a key id is tried with each. */
    private static final int MOST = 64;

    /**
     * Immutable.
     *
     * @param version changes with every read that brought other keys
     */
    record Known(List<JsonWebKey> keys, String text, long version) {}

    private final KeySource source;
    private final Duration refresh;
    private final Duration pause;
    private final Clock clock;
    private final Neighbour neighbour;
    private final AtomicReference<@Nullable Future<Void>> reading = new AtomicReference<>();
    private volatile @Nullable Known known;
    private volatile Instant askedAt = Instant.MIN;
    private volatile Instant readAt = Instant.MIN;

    SigningKeys(KeySource source, String name, Duration refresh, Duration pause, Clock clock) {
        this.source = source;
        this.refresh = refresh;
        this.pause = pause;
        this.clock = clock;
        this.neighbour = new Neighbour("the key set of " + name);
    }

    /** Those of the last read; null when none has succeeded yet. */
    @Nullable Known known() {
        return known;
    }

    /** Whether the last read brought them. */
    boolean answers() {
        return neighbour.failure().isEmpty();
    }

    /** Reads again, beside whoever asks, when the keys have become old. */
    void keepFresh() {
        if (clock.instant().isAfter(readAt.plus(refresh)) && mayAsk()) {
            var _ = read();
        }
    }

    /** Whether so much time has gone that nobody should rely on the keys without asking. */
    boolean overdue() {
        return clock.instant().isAfter(readAt.plus(refresh.multipliedBy(2)));
    }

    /** Whether a read would be no second one in a short time. */
    boolean mayAsk() {
        return reading.get() != null || clock.instant().isAfter(askedAt.plus(pause));
    }

    /** Reads the keys; ends well whatever comes of it, on any thread. */
    Future<Void> read() {
        Promise<Void> mine = Promise.promise();
        Future<Void> running = reading.compareAndExchange(null, mine.future());
        if (running != null) {
            return running;
        }
        askedAt = clock.instant();
        // Composed, so that a source that throws has failed and no more.
        Future.succeededFuture()
                .compose(_ -> source.read())
                .onSuccess(this::take)
                .onFailure(failure -> neighbour.failed(failure.toString()))
                .onComplete(_ -> {
                    reading.set(null);
                    mine.complete();
                });
        return mine.future();
    }

    private void take(String text) {
        Known before = known;
        if (before != null && before.text().equals(text)) {
            hold(before);
            return;
        }
        try {
            List<JsonWebKey> keys =
                    new JsonWebKeySet(text)
                            .getJsonWebKeys().stream()
                                    .filter(PublicJsonWebKey.class::isInstance)
                                    .limit(MOST)
                                    .toList();
            if (keys.isEmpty()) {
                neighbour.failed("it has no public key");
            } else {
                hold(new Known(keys, text, before == null ? 1 : before.version() + 1));
            }
        } catch (JoseException notAKeySet) {
            neighbour.failed("it is no JWK set");
        }
    }

    private void hold(Known now) {
        known = now;
        readAt = clock.instant();
        neighbour.answered();
    }
}
