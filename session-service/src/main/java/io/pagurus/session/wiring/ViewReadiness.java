package io.pagurus.session.wiring;

import io.pagurus.session.view.ViewFeed;
import io.pagurus.session.view.ViewWriter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Thread-safe. Says how the view is; never unready, since turns go on without Redis. */
@Readiness
@Singleton
final class ViewReadiness implements HealthCheck {

    private final ViewWriter writer;
    private final ViewFeed feed;

    @Inject
    ViewReadiness(ViewWriter writer, ViewFeed feed) {
        this.writer = writer;
        this.feed = feed;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("view")
                .up()
                .withData("redis", writer.redisAway() ? "away" : "there")
                .withData("stepsWaiting", feed.waiting())
                .withData("sessionsBehind", feed.behind())
                .withData("rebuilt", writer.rebuilt())
                .build();
    }
}
