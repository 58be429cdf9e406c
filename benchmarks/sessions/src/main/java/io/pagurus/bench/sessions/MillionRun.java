package io.pagurus.bench.sessions;

import io.pagurus.local.kafka.LocalBroker;
import io.pagurus.local.process.Patience;
import io.pagurus.local.redis.LocalRedis;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Confined to one thread, which it blocks. What a commit costs with few and with many sessions, and
 * how long commits stall with many of them when an instance joins, leaves or dies.
 */
final class MillionRun {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration PLACED_LIMIT = Duration.ofMinutes(1);
    private static final Duration AFTERWARDS = Duration.ofSeconds(3);
    private static final int CLIENTS = 8;

    private final BenchOptions options;
    private final Requests requests;
    private final BenchReport report;
    private final Consumer<String> told;

    MillionRun(BenchOptions options, Requests requests, BenchReport report, Consumer<String> told) {
        this.options = options;
        this.requests = requests;
        this.report = report;
        this.told = told;
    }

    /** Measures commits; and if asked, what becomes of them while partitions change hands. */
    void run(String name, int sessions, boolean rebalance) throws InterruptedException {
        try (LocalBroker broker = LocalBroker.start();
                LocalRedis redis = LocalRedis.start()) {
            told.accept("writing snapshots of %,d idle sessions".formatted(sessions));
            String kafka = broker.bootstrapServers();
            new IdleSessions(kafka, Clock.systemUTC().instant()).write(sessions);
            told.accept("starting session-service with them");
            try (ServiceProcess service =
                    ServiceProcess.start(options, kafka, redis.uri(), Map.of(), START_LIMIT)) {
                commits(service, name, sessions);
                if (rebalance) {
                    Supplier<ServiceProcess> another =
                            () ->
                                    service.another(
                                            "session-2", options, kafka, redis.uri(), START_LIMIT);
                    rebalance(service, another);
                }
            }
        }
    }

    private void commits(ServiceProcess service, String name, int sessions)
            throws InterruptedException {
        told.accept("commits, %d at once, among %,d sessions".formatted(CLIENTS, sessions));
        int measured = options.commits(CLIENTS);
        Samples samples = new CommitRun(service, requests, name).run(CLIENTS, measured, measured);
        report.million(name, sessions, samples);
    }

    private void rebalance(ServiceProcess service, Supplier<ServiceProcess> another)
            throws InterruptedException {
        int all = service.served();
        AtomicReference<ServiceProcess> second = new AtomicReference<>();
        double joined =
                watch(
                        service,
                        "join",
                        () -> {
                            second.set(another.get());
                            awaitServed(service, all / 2);
                        });
        double left =
                watch(
                        service,
                        "leave",
                        () -> {
                            Objects.requireNonNull(second.get()).close();
                            awaitServed(service, all);
                        });
        report.stall("joinStallMillis", joined);
        report.stall("leaveStallMillis", left);
        report.stall("plannedStallMillis", Math.max(joined, left));
        try (ServiceProcess third = another.get()) {
            awaitServed(service, all / 2);
            double killed =
                    watch(
                            service,
                            "crash",
                            () -> {
                                third.kill();
                                awaitServed(service, all);
                            });
            report.stall("crashStallMillis", killed);
        }
    }

    private double watch(ServiceProcess service, String what, StallWatch.Meanwhile meanwhile)
            throws InterruptedException {
        told.accept("commits while an instance does this: " + what);
        double millis =
                new StallWatch(service, requests, what)
                        .longestMillis(() -> {
                            meanwhile.happen();
                            LockSupport.parkNanos(AFTERWARDS.toNanos());
                        });
        told.accept("the longest took %.0f ms".formatted(millis));
        return millis;
    }

    private static void awaitServed(ServiceProcess service, int partitions) {
        if (!Patience.of(PLACED_LIMIT).until(() -> service.served() == partitions)) {
            throw new BenchFailure("the partitions are not shared out in time");
        }
    }
}
