package io.pagurus.bench.sessions;

import io.pagurus.local.process.Patience;
import java.time.Duration;
import java.util.UUID;

/**
 * Confined to one thread, which it blocks. Grants of new sessions, through the REST API; the time
 * ends when the last one is answered and all views are in Redis.
 */
final class GrantRun {

    private static final Duration VIEW_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final double NANOS_A_SECOND = 1e9;

    private final ServiceProcess service;
    private final RedisPicture redis;

    GrantRun(ServiceProcess service, RedisPicture redis) {
        this.service = service;
        this.redis = redis;
    }

    /** How many a second. */
    double run(int clients, int warmup, int measured) throws InterruptedException {
        var _ = grants(clients, warmup);
        int before = redis.views();
        long began = System.nanoTime();
        int granted = grants(clients, measured);
        long answered = System.nanoTime();
        boolean applied = new Patience(VIEW_LIMIT, LOOK).until(() -> redis.has(before + granted));
        if (!applied) {
            throw new BenchFailure("views of granted sessions are missing");
        }
        long end = Math.max(answered, System.nanoTime());
        return granted * NANOS_A_SECOND / (end - began);
    }

    private int grants(int clients, int count) throws InterruptedException {
        String run = UUID.randomUUID().toString().substring(0, 8);
        return new Load(service, service.gatewayToken(), clients)
                .run(
                        count / clients,
                        (connection, client, number) ->
                                connection.ask(
                                        "POST",
                                        Requests.grantPath(
                                                "grant-%s-%d-%d".formatted(run, client, number)),
                                        Requests.grant()))
                .count();
    }
}
