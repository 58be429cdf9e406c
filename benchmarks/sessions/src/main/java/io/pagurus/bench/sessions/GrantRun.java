package io.pagurus.bench.sessions;

import io.pagurus.local.process.Patience;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Confined to one thread, which it blocks. Grants of new sessions, through the REST API. */
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

    /**
     * @param answered a second, over the time until the last answer
     * @param inView a second, over the time until the last view is in Redis; empty when that took
     *     too long
     */
    record Rates(double answered, Optional<Double> inView) {}

    Rates run(int clients, int warmup, int measured) throws InterruptedException {
        int warm = grants(clients, warmup);
        int before = awaited(warm) ? redis.views() : 0;
        long began = System.nanoTime();
        int granted = grants(clients, measured);
        double answered = rate(granted, began);
        return new Rates(
                answered,
                awaited(before + granted) ? Optional.of(rate(granted, began)) : Optional.empty());
    }

    private boolean awaited(int sessions) {
        return new Patience(VIEW_LIMIT, LOOK).until(() -> redis.has(sessions));
    }

    private static double rate(int count, long began) {
        return count * NANOS_A_SECOND / (System.nanoTime() - began);
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
