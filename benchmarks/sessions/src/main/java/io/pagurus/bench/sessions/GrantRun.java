package io.pagurus.bench.sessions;

import io.pagurus.local.process.Patience;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** Confined to one thread, which it blocks. Grants of new sessions, through the REST API. */
final class GrantRun {

    private static final Duration VIEW_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final double NANOS_A_SECOND = 1e9;

    private final ServiceProcess service;
    private final RedisPicture redis;
    private final int clients;
    private final int together;

    /**
     * @param together grants of one call; 1 for the call that takes no more
     */
    GrantRun(ServiceProcess service, RedisPicture redis, int clients, int together) {
        this.service = service;
        this.redis = redis;
        this.clients = clients;
        this.together = together;
    }

    /**
     * @param answered a second, over the time until the last answer
     * @param inView a second, over the time until the last view is in Redis; empty when that took
     *     too long
     */
    record Rates(double answered, Optional<Double> inView) {}

    Rates run(int warmup, int measured) throws InterruptedException {
        int there = redis.views();
        int warm = grants(warmup);
        int before = awaited(there + warm) ? redis.views() : 0;
        long began = System.nanoTime();
        int granted = grants(measured);
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

    /** Grants as many as calls of that size and clients allow; how many. */
    int grants(int count) throws InterruptedException {
        String run = UUID.randomUUID().toString().substring(0, 8);
        int size = Math.clamp(count / clients, 1, together);
        int calls = Math.max(1, count / clients / size);
        var _ =
                new Load(service, service.gatewayToken(), clients)
                        .run(
                                calls,
                                (connection, client, number) ->
                                        grant(
                                                connection,
                                                "grant-%s-%d-%d".formatted(run, client, number),
                                                size));
        return calls * clients * size;
    }

    private void grant(LeanConnection connection, String name, int size) throws IOException {
        if (together == 1) {
            var _ = connection.ask("POST", Requests.grantPath(name), Requests.grant());
            return;
        }
        List<String> sessions =
                IntStream.range(0, size).mapToObj(number -> name + "-" + number).toList();
        byte[] answer = connection.ask("POST", Requests.grantsPath(), Requests.grants(sessions));
        if (!Requests.areGranted(answer, size)) {
            throw new BenchFailure(
                    "not all grants of a call were made: " + Requests.problemOf(answer));
        }
    }
}
