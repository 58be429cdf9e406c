package io.pagurus.bench.sessions;

import io.pagurus.bench.sessions.BenchOptions.Part;
import io.pagurus.local.kafka.ClusterLinks;
import io.pagurus.local.kafka.LocalBroker;
import io.pagurus.local.kafka.LocalCluster;
import io.pagurus.local.process.Patience;
import io.pagurus.local.redis.LocalRedis;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Confined to one thread, which it blocks. Measures session-service as it is built, one part after
 * the other, each on fresh stores of its own.
 */
public final class SessionsBenchmark {

    static final List<Integer> CLIENTS = List.of(1, 8, 64);
    static final List<Integer> ROUND_TRIPS = List.of(50, 110, 150);
    static final String REGION = "region";
    static final String GEO = "geo";
    static final List<String> CLASSES = List.of(REGION, GEO);

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int GRANT_CLIENTS = 64;
    private static final int GRANTS_A_CALL = 256;
    private static final int WARMUP = 6_000;
    private static final int FEW = 8;
    private static final int HERE = 1;

    private final BenchOptions options;
    private final Consumer<String> told;
    private final Requests requests = new Requests(1);
    private final BenchReport report = new BenchReport();

    private SessionsBenchmark(BenchOptions options, Consumer<String> told) {
        this.options = options;
        this.told = told;
    }

    /**
     * Measures.
     *
     * @param told is told what goes on, a line at a time
     * @throws BenchFailure when something cannot be measured
     */
    public static BenchReport run(BenchOptions options, Consumer<String> told)
            throws InterruptedException {
        return new SessionsBenchmark(options, told).run();
    }

    private BenchReport run() throws InterruptedException {
        conditions();
        if (options.parts().contains(Part.COMMIT) || options.parts().contains(Part.GRANTS)) {
            oneBroker();
        }
        if (options.parts().contains(Part.BYTES)) {
            bytes();
        }
        if (options.parts().contains(Part.REBUILD)) {
            rebuild();
        }
        if (options.parts().contains(Part.MILLION)) {
            million();
        }
        if (options.parts().contains(Part.DURABILITY)) {
            region();
            geo();
        }
        return report;
    }

    private void conditions() {
        report.condition(
                "machine",
                "%d cores shared by client, session-service, broker and Redis"
                        .formatted(Runtime.getRuntime().availableProcessors()));
        report.condition(
                "load",
                "%.1f processes ran or wanted to when it began"
                        .formatted(
                                ManagementFactory.getOperatingSystemMXBean()
                                        .getSystemLoadAverage()));
        report.condition("java", Runtime.version().toString());
        report.condition(
                "payload",
                "turns of two messages, %d bytes of JSON".formatted(requests.messages().length()));
    }

    private void oneBroker() throws InterruptedException {
        told.accept("one broker, Redis and session-service");
        try (LocalBroker broker = LocalBroker.start();
                LocalRedis redis = LocalRedis.start();
                RedisPicture picture = new RedisPicture(redis.host(), redis.port());
                ServiceProcess service = service(broker.bootstrapServers(), redis, Map.of())) {
            warmUp(service);
            if (options.parts().contains(Part.COMMIT)) {
                commits(service);
            }
            if (options.parts().contains(Part.GRANTS)) {
                grants(service, picture);
            }
        }
    }

    private void warmUp(ServiceProcess service) throws InterruptedException {
        var _ =
                new CommitRun(service, requests, "warm")
                        .run(FEW, Math.min(WARMUP, options.commits()), FEW);
    }

    private void commits(ServiceProcess service) throws InterruptedException {
        report.condition(
                "commit",
                "PUT of a turn through the REST API with a token, each client with 16 sessions of"
                        + " its own; one broker, one copy; %d to %d commits"
                                .formatted(options.commits(1), options.commits(64)));
        CommitRun run = new CommitRun(service, requests, "commit");
        for (int clients : CLIENTS) {
            told.accept("commits, " + clients + " at once");
            int measured = options.commits(clients);
            report.commit(clients, run.run(clients, measured / 4, measured));
        }
    }

    private void grants(ServiceProcess service, RedisPicture picture) throws InterruptedException {
        told.accept("grants");
        report.condition(
                "grants",
                ("%d new sessions through the REST API, %d a call, %d calls at once; one by one %d"
                                + " sessions, %d calls at once; journaled, read back, answered,"
                                + " and all views in Redis")
                        .formatted(
                                options.grants(),
                                GRANTS_A_CALL,
                                FEW,
                                options.singleGrants(),
                                GRANT_CLIENTS));
        GrantRun.Rates single =
                new GrantRun(service, picture, GRANT_CLIENTS, 1)
                        .run(options.singleGrants() / 4, options.singleGrants());
        report.singleGrants(single);
        GrantRun.Rates together =
                new GrantRun(service, picture, FEW, GRANTS_A_CALL)
                        .run(options.grants() / 4, options.grants());
        report.grants(together);
        if (single.inView().isEmpty() || together.inView().isEmpty()) {
            told.accept("the views of the granted sessions were not made in time");
        }
    }

    private void bytes() throws InterruptedException {
        told.accept("conversations of 50 messages, written and weighed");
        report.condition(
                "bytes",
                ("%d conversations of 25 turns of the committed corpus, written through the REST"
                                + " API; Redis's used_memory before, and after session-service is"
                                + " gone; history: without the ids of its turns; all: with these,"
                                + " an agent's state of 300 bytes and a pending task")
                        .formatted(options.conversations()));
        BytesRun run = new BytesRun(options);
        report.bytes(run.history(), run.all());
    }

    private void rebuild() {
        int sessions = options.rebuildSessions();
        int turns = options.rebuildTurns();
        report.condition("rebuild", "%d sessions of %d turns; FLUSHALL".formatted(sessions, turns));
        try (LocalBroker broker = LocalBroker.start();
                LocalRedis redis = LocalRedis.start();
                RedisPicture picture = new RedisPicture(redis.host(), redis.port())) {
            told.accept("writing a journal of %d sessions".formatted(sessions));
            new JournalSeeds(broker.bootstrapServers(), requests, Clock.systemUTC())
                    .write(sessions, turns);
            try (ServiceProcess service = service(broker.bootstrapServers(), redis, Map.of())) {
                told.accept("waiting until what is full is sealed");
                if (!Patience.of(options.rebuildLimit()).until(service::isSettled)) {
                    throw new BenchFailure("the sessions are not sealed in time");
                }
                told.accept("waiting for their views");
                rebuild(new RebuildRun(picture, options.rebuildLimit()), sessions);
            }
        }
    }

    private void rebuild(RebuildRun run, int sessions) {
        if (!run.awaitAll(sessions)) {
            told.accept("the views were not made in time");
            report.rebuild(sessions, null);
            return;
        }
        told.accept("taking all views away");
        Optional<Double> seconds = run.run(sessions);
        if (seconds.isEmpty()) {
            told.accept("the views were not back in time");
        }
        report.rebuild(sessions, seconds.orElse(null));
    }

    private void million() throws InterruptedException {
        report.condition(
                "million",
                ("commits at 8 clients as under commit, %d of them, with 1,000 and with %,d idle"
                                + " sessions in snapshots; heap 3 GiB; stalls: 24 clients that"
                                + " commit through one instance while a second one joins, leaves"
                                + " and is killed; the longest of all commits, retries included")
                        .formatted(options.commits(FEW), options.manySessions()));
        MillionRun run = new MillionRun(options.withHeap("3g"), requests, report, told);
        run.run("thousand", 1_000, false);
        run.run("million", options.manySessions(), true);
    }

    private void region() throws InterruptedException {
        told.accept("three brokers in one region");
        report.condition(
                "durability",
                "the round trip is between regions: in class region all brokers are in one, in"
                        + " class geo each in its own, session-service in that of broker 1; three"
                        + " brokers, three copies, two in step; one commit after the other, and"
                        + " under c8 eight at once; %d and %d commits"
                                .formatted(options.distantCommits(1), options.distantCommits(FEW)));
        try (LocalCluster cluster = LocalCluster.start(3);
                LocalRedis redis = LocalRedis.start();
                ServiceProcess service = service(cluster.bootstrapServers(), redis, Map.of())) {
            warmUp(service);
            for (int millis : ROUND_TRIPS) {
                distant(service, REGION, millis);
            }
        }
    }

    private void geo() throws InterruptedException {
        told.accept("three brokers in three regions");
        Map<String, String> durability = Map.of("PAGURUS_DURABILITY", GEO);
        try (ClusterLinks links = ClusterLinks.of(3, 1);
                LocalCluster _ = LocalCluster.start(links.plan());
                LocalRedis redis = LocalRedis.start();
                ServiceProcess service = service(links.bootstrapServers(HERE), redis, durability)) {
            warmUp(service);
            for (int millis : ROUND_TRIPS) {
                links.regions(Duration.ofMillis(millis));
                distant(service, GEO, millis);
            }
        }
    }

    private void distant(ServiceProcess service, String kind, int millis)
            throws InterruptedException {
        told.accept("commits, %s, round trip %d ms".formatted(kind, millis));
        for (int clients : List.of(1, FEW)) {
            int measured = options.distantCommits(clients);
            Samples samples =
                    new CommitRun(service, requests, kind + millis)
                            .run(clients, measured / 4, measured);
            report.durability(kind, millis, clients, samples);
        }
    }

    private ServiceProcess service(String kafka, LocalRedis redis, Map<String, String> more) {
        return ServiceProcess.start(options, kafka, redis.uri(), more, START_LIMIT);
    }
}
