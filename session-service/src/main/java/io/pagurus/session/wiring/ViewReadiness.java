package io.pagurus.session.wiring;

import io.pagurus.redis.RedisTrouble;
import io.pagurus.redis.SteadyRedis;
import io.pagurus.session.view.RedisProbe;
import io.pagurus.session.view.ViewFeed;
import io.pagurus.session.view.ViewWriter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/** Thread-safe. Says how the view is; never unready, since turns go on without Redis. */
@Readiness
@Singleton
final class ViewReadiness implements HealthCheck {

    private final ViewWriter writer;
    private final ViewFeed feed;
    private final SteadyRedis redis;
    private final RedisProbe probe;

    @Inject
    ViewReadiness(ViewWriter writer, ViewFeed feed, SteadyRedis redis, RedisProbe probe) {
        this.writer = writer;
        this.feed = feed;
        this.redis = redis;
        this.probe = probe;
    }

    @Override
    public HealthCheckResponse call() {
        RedisTrouble trouble = trouble();
        return HealthCheckResponse.named("view")
                .up()
                .withData("redis", trouble == null ? "there" : "away")
                .withData("redisTrouble", trouble == null ? "none" : trouble.text())
                .withData("stepsWaiting", feed.waiting())
                .withData("sessionsBehind", feed.behind())
                .withData("rebuilt", writer.rebuilt())
                .build();
    }

    private @Nullable RedisTrouble trouble() {
        RedisTrouble seen = redis.trouble();
        if (writer.redisAway()) {
            return seen == null ? RedisTrouble.NO_ANSWER : seen;
        }
        if (seen != null) {
            // Only the start's probe has met it, and without sessions nobody else asks.
            probe.again();
        }
        return seen;
    }
}
