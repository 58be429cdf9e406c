package io.pagurus.gateway.behaviour;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pagurus.events.CloudEvent;
import io.pagurus.events.ClusterEvent;
import io.pagurus.events.Event;
import io.pagurus.events.Evidence;
import io.pagurus.events.NodeHealth;
import io.pagurus.events.Owner;
import io.pagurus.events.SessionEvent;
import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.events.WantedState;
import io.pagurus.gateway.access.AccessConfig;
import io.pagurus.gateway.access.Gate;
import io.pagurus.gateway.access.RateLimits;
import io.pagurus.gateway.access.RedisQuotas;
import io.pagurus.gateway.access.SharedQuotas;
import io.pagurus.gateway.accesslog.AccessLog;
import io.pagurus.gateway.accesslog.AccessLogConfig;
import io.pagurus.gateway.affinity.Affinities;
import io.pagurus.gateway.affinity.AffinityConfig;
import io.pagurus.gateway.affinity.HttpSessionOwnership;
import io.pagurus.gateway.affinity.KnownOwner;
import io.pagurus.gateway.affinity.OwnerCache;
import io.pagurus.gateway.affinity.SessionGuard;
import io.pagurus.gateway.affinity.SessionMoves;
import io.pagurus.gateway.affinity.SessionOwnership;
import io.pagurus.gateway.affinity.Stays;
import io.pagurus.gateway.classes.ClassSlots;
import io.pagurus.gateway.classes.ModelDesk;
import io.pagurus.gateway.classes.Savings;
import io.pagurus.gateway.edge.Admission;
import io.pagurus.gateway.edge.EdgeConfig;
import io.pagurus.gateway.edge.EdgeParts;
import io.pagurus.gateway.edge.EdgeServer;
import io.pagurus.gateway.edge.Listening;
import io.pagurus.gateway.exchange.Parking;
import io.pagurus.gateway.exchange.ReplayBudget;
import io.pagurus.gateway.exchange.ReplayConfig;
import io.pagurus.gateway.exchange.TurnConfig;
import io.pagurus.gateway.explain.ExplainConfig;
import io.pagurus.gateway.explain.Explanation;
import io.pagurus.gateway.explain.Explanations;
import io.pagurus.gateway.failure.FailureConfig;
import io.pagurus.gateway.failure.HttpFailureConfirmation;
import io.pagurus.gateway.fleet.Fleet;
import io.pagurus.gateway.forwarding.Networks;
import io.pagurus.gateway.forwarding.Origins;
import io.pagurus.gateway.held.HeldBodies;
import io.pagurus.gateway.identity.IdentityReader;
import io.pagurus.gateway.limits.NodeLimits;
import io.pagurus.gateway.limits.WaitingRooms;
import io.pagurus.gateway.listener.Certificates;
import io.pagurus.gateway.listener.ListenerConfig;
import io.pagurus.gateway.listener.TlsConfig;
import io.pagurus.gateway.observation.EdgeMetrics;
import io.pagurus.gateway.routes.EdgeRules;
import io.pagurus.gateway.routes.Rules;
import io.pagurus.gateway.routes.RulesFile;
import io.pagurus.gateway.rules.InvalidRulesException;
import io.pagurus.gateway.rules.Secrets;
import io.pagurus.gateway.tracing.TracesConfig;
import io.pagurus.gateway.tracing.Tracing;
import io.pagurus.gateway.trail.TrailConfig;
import io.pagurus.gateway.trail.TrailSink;
import io.pagurus.gateway.trail.Trails;
import io.pagurus.gateway.upstream.InjectedCredentials;
import io.pagurus.gateway.upstream.NodeLoads;
import io.pagurus.gateway.upstream.UpstreamConfig;
import io.pagurus.gateway.webhook.RedisClaims;
import io.pagurus.gateway.webhook.WebhookConfig;
import io.pagurus.gateway.webhook.WebhookParts;
import io.pagurus.gateway.websocket.WebSocketConfig;
import io.pagurus.local.redis.LocalRedis;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.redis.client.Redis;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Used by one test. An edge on a free port with the stand-ins around it; the clock is the
 * machine's, since sockets know no other, and the waits are configured short.
 */
final class EdgeSuite implements AutoCloseable {

    /** Nobody listens there. */
    private static final String NO_REDIS = "redis://127.0.0.1:1";

    static final String CHAT = "/v1/chat/completions";

    final Vertx vertx = Vertx.vertx();
    final StandInSessionService sessions;
    final StandInHealthService health = new StandInHealthService(vertx);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Savings savings = new Savings(meters, Instant.EPOCH);
    final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> settings;
    private final boolean lodger;
    private final Fleet fleet = new Fleet();
    private final OwnerCache owners = new OwnerCache(1000);
    private final SessionMoves moves = new SessionMoves(owners);
    private final List<StandInNode> nodes = new ArrayList<>();
    private final Map<String, Registered> registered = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final Rules rules;
    private NodeLimits nodeLimits = NodeLimits.of(() -> 0);
    private final EdgeServer edge;
    private final Admission sockets;
    private final Listening listening;
    private final Explanations explanations;
    private final Tracing tracing;
    private final @Nullable AccessLog accessLog;

    /** What the registry has of a node. */
    private record Registered(
            String url, String region, int weight, long incarnation, long version) {
        Registered next() {
            return new Registered(url, region, weight, incarnation, version + 1);
        }

        Registered readmitted() {
            return new Registered(url, region, weight, incarnation + 1, version + 1);
        }
    }

    private EdgeSuite(Map<String, String> settings, @Nullable EdgeSuite neighbour) {
        this.settings = settings;
        lodger = neighbour != null;
        sessions = neighbour == null ? new StandInSessionService(vertx) : neighbour.sessions;
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .withMapping(AccessConfig.class)
                        .withMapping(AffinityConfig.class)
                        .withMapping(EdgeConfig.class)
                        .withMapping(TurnConfig.class)
                        .withMapping(ReplayConfig.class)
                        .withMapping(UpstreamConfig.class)
                        .withMapping(FailureConfig.class)
                        .withMapping(WebhookConfig.class)
                        .withDefaultValue("test.redis", NO_REDIS)
                        .withMapping(WebSocketConfig.class)
                        .withMapping(ListenerConfig.class)
                        .withMapping(TlsConfig.class)
                        .withMapping(TrailConfig.class)
                        .withMapping(ExplainConfig.class)
                        .withMapping(AccessLogConfig.class)
                        .withMapping(TracesConfig.class)
                        .withDefaultValue("pagurus.gateway.tls.port", "0")
                        .withDefaultValue("pagurus.gateway.edge.port", "0")
                        .withDefaultValue("pagurus.gateway.edge.host", "127.0.0.1")
                        .withDefaultValue("pagurus.gateway.edge.event-loops", "2")
                        .withDefaultValues(settings)
                        .build();
        rules =
                new Rules(
                        EdgeRules.turnsAt(config.getConfigMapping(TurnConfig.class).paths()),
                        new Secrets(name -> "secret of " + name),
                        Clock.systemUTC());
        TlsConfig tls = config.getConfigMapping(TlsConfig.class);
        listening =
                Listening.of(
                        config.getConfigMapping(ListenerConfig.class),
                        tls,
                        Certificates.of(vertx, tls).orElse(null));
        sockets = new Admission(config.getConfigMapping(WebSocketConfig.class).maxOpen());
        explanations =
                new Explanations(config.getConfigMapping(ExplainConfig.class), Clock.systemUTC());
        tracing = Tracing.of(config.getConfigMapping(TracesConfig.class), "gateway-1", "hk");
        AccessLogConfig logs = config.getConfigMapping(AccessLogConfig.class);
        accessLog = logs.enabled() ? AccessLog.of(logs, "gateway-1", System.out) : null;
        edge = new EdgeServer(vertx, parts(config));
        moves.onMoved(edge::sessionMoved);
        Await.done(edge.start());
    }

    /** An edge with its defaults, but for settings given as name and value by turns. */
    static EdgeSuite with(String... settings) {
        return new EdgeSuite(named(settings), null);
    }

    /** The same with a Redis. */
    static EdgeSuite over(LocalRedis redis, String... settings) {
        Map<String, String> map = named(settings);
        map.put("test.redis", redis.uri());
        return new EdgeSuite(map, null);
    }

    private static Map<String, String> named(String... settings) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            map.put("pagurus.gateway." + settings[i], settings[i + 1]);
        }
        return map;
    }

    /** Another edge, with the same session-service; its fleet is its own. */
    EdgeSuite beside() {
        return new EdgeSuite(settings, this);
    }

    private EdgeParts parts(SmallRyeConfig config) {
        FailureConfig failure = config.getConfigMapping(FailureConfig.class);
        TurnConfig turn = config.getConfigMapping(TurnConfig.class);
        ReplayConfig replay = config.getConfigMapping(ReplayConfig.class);
        WebSocketConfig webSocket = config.getConfigMapping(WebSocketConfig.class);
        EdgeConfig limits = config.getConfigMapping(EdgeConfig.class);
        Clock clock = Clock.systemUTC();
        EdgeMetrics metrics = new EdgeMetrics(meters, 1_000);
        HeldBodies held = new HeldBodies(64 << 20);
        WebhookConfig webhook = config.getConfigMapping(WebhookConfig.class);
        io.vertx.core.http.HttpClient toNeighbours =
                vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(32));
        Gate gate =
                new Gate(vertx, toNeighbours, config.getConfigMapping(AccessConfig.class), clock);
        rules.onApplied(applied -> gate.use(applied.callers()));
        Admission admission = new Admission(limits.maxConcurrentRequests());
        nodeLimits = NodeLimits.of(admission::inside);
        rules.onApplied(now -> nodeLimits.apply(now.limits(), now.nodeLimits()));
        InjectedCredentials credentials = new InjectedCredentials();
        rules.onApplied(applied -> credentials.use(applied.secrets()));
        AffinityConfig affinity = config.getConfigMapping(AffinityConfig.class);
        SessionOwnership ownership =
                new HttpSessionOwnership(
                        toNeighbours, sessions.url(), "t0ken", failure.serviceTimeout(), clock);
        return new EdgeParts(
                "hk",
                limits,
                turn,
                replay,
                config.getConfigMapping(UpstreamConfig.class),
                failure,
                webSocket,
                listening,
                clock,
                () -> 0x9E3779B97F4A7C15L * ids.incrementAndGet(),
                rules,
                gate,
                new RateLimits(1000, quotas(config, clock), clock),
                new IdentityReader(() -> "minted-" + ids.incrementAndGet()),
                fleet,
                owners,
                ownership,
                new SessionGuard(owners, ownership, affinity, clock),
                new Affinities(
                        new Stays(affinity.maxPlacements(), affinity.placementsKept(), clock),
                        () -> "visitor-" + ids.incrementAndGet(),
                        clock),
                new HttpFailureConfirmation(
                        toNeighbours,
                        health.url(),
                        "t0ken",
                        "gateway-1",
                        failure.serviceTimeout(),
                        clock),
                new NodeLoads(),
                credentials,
                admission,
                sockets,
                new Parking(turn.maxParked(), turn.maxParkedOfSession()),
                new ReplayBudget(replay.maxTotal().asLongValue()),
                new WebhookParts(
                        new RedisClaims(
                                vertx,
                                Redis.createClient(
                                        vertx, config.getValue("test.redis", String.class)),
                                "claw:",
                                webhook.redisTimeout()),
                        webhook,
                        held,
                        () -> UUID.randomUUID().toString(),
                        metrics),
                nodeLimits,
                new ClassSlots(limits.maxConcurrentRequests()),
                new ModelDesk(held, savings),
                metrics,
                trails(config, clock));
    }

    private Trails trails(SmallRyeConfig config, Clock clock) {
        TrailConfig trail = config.getConfigMapping(TrailConfig.class);
        return new Trails(
                trail.trustedClients().map(Networks::of).orElse(Networks.NONE),
                trail.maxSteps(),
                Origins.OF_PEERS,
                clock,
                () -> 0x9E3779B97F4A7C15L * ids.incrementAndGet(),
                tracing,
                accessLog == null ? TrailSink.NONE : accessLog,
                explanations);
    }

    /** What is known of a request that has ended. */
    Explanation explained(HttpResponse<?> answer) {
        return explained(requestId(answer));
    }

    Explanation explained(String id) {
        Await.until(() -> explanations.find(id).isPresent());
        return explanations.find(id).orElseThrow();
    }

    boolean isExplained(HttpResponse<?> answer) {
        return explanations.find(requestId(answer)).isPresent();
    }

    private static String requestId(HttpResponse<?> answer) {
        return answer.headers().firstValue("X-Request-ID").orElseThrow();
    }

    /** Lines of the access log that were never written. */
    long linesDropped() {
        return Objects.requireNonNull(accessLog).dropped();
    }

    /** Redis where a test has one, else one that is never there. */
    private SharedQuotas quotas(SmallRyeConfig config, Clock clock) {
        return new RedisQuotas(
                vertx,
                Redis.createClient(vertx, config.getValue("test.redis", String.class)),
                "test:",
                config.getConfigMapping(AccessConfig.class),
                clock);
    }

    /** Puts rules in force. */
    EdgeSuite rules(String yaml) {
        try {
            rules.apply(yaml, "test");
            return this;
        } catch (InvalidRulesException e) {
            throw new AssertionError(e);
        }
    }

    /** The same rules, kept in a file. */
    RulesFile rulesIn(Path file) {
        return new RulesFile(file, rules);
    }

    // ---- the fleet

    StandInNode node(String id) {
        return node(id, "hk", 100);
    }

    StandInNode node(String id, String region, int weight) {
        StandInNode node = new StandInNode(vertx, id);
        nodes.add(node);
        register(id, node.port(), region, weight);
        return node;
    }

    /** A node that accepts WebSockets; the test closes it. */
    SocketNode socketNode(String id) {
        SocketNode node = new SocketNode(vertx, id);
        register(id, node.port());
        return node;
    }

    /** Has the edge know a session's owner. */
    void owns(String session, long epoch, String node) {
        owners.learn(session, new KnownOwner(node, "hk", epoch, "anonymous"));
    }

    void register(String id, int port) {
        register(id, port, "hk", 100);
    }

    private void register(String id, int port, String region, int weight) {
        register(id, "http://127.0.0.1:" + port, region, weight);
    }

    void register(String id, String url) {
        register(id, url, "hk", 100);
    }

    private void register(String id, String url, String region, int weight) {
        registered.put(id, new Registered(url, region, weight, 1, 1));
        tell(id, NodeHealth.HEALTHY);
        fleet.markLoaded();
    }

    private void tell(String id, NodeHealth health) {
        Registered its = registered(id);
        tell(
                new NodeState(
                        id,
                        its.version(),
                        its.region(),
                        its.url(),
                        its.weight(),
                        "/health",
                        WantedState.ACTIVE,
                        health,
                        its.incarnation()));
    }

    private Registered registered(String id) {
        return Objects.requireNonNull(registered.get(id));
    }

    WaitingRooms rooms() {
        return nodeLimits.rooms();
    }

    /** Takes a node out of the registry. */
    void forget(String node) {
        fleet.onTombstone(new ConsumerRecord<>("fleet", 0, 0, "node:" + node, null));
    }

    void eject(StandInNode node) {
        eject(node.id());
    }

    void eject(String node) {
        Evidence evidence = new Evidence("probes", 3, List.of("h1"), Instant.EPOCH, "refused");
        Registered its = nextVersion(node);
        tell(
                new ClusterEvent.NodeEjected(
                        node, its.region(), its.incarnation(), its.version(), evidence));
    }

    /** The node is in rotation again. */
    void readmit(String node) {
        registered.put(node, registered(node).readmitted());
        tell(node, NodeHealth.HEALTHY);
    }

    private Registered nextVersion(String node) {
        Registered next = registered(node).next();
        registered.put(node, next);
        return next;
    }

    void moved(String session, long epoch, StandInNode from, StandInNode to) {
        moved(session, epoch, from.id(), to.id());
    }

    void moved(String session, long epoch, String from, String to) {
        sessions.own(session, epoch, to);
        SessionEvent moved =
                new SessionEvent.SessionMoved(
                        session,
                        epoch,
                        new Owner(from, "hk"),
                        new Owner(to, "hk"),
                        "node-ejected",
                        null,
                        null,
                        Instant.EPOCH);
        moves.on(event(moved), record());
    }

    void tell(Event event) {
        fleet.on(event(event), record());
    }

    private static CloudEvent<Event> event(Event data) {
        return new CloudEvent<>("1", "/test", Instant.EPOCH, data);
    }

    private static ConsumerRecord<String, byte[]> record() {
        return new ConsumerRecord<>("t", 0, 0, "k", new byte[0]);
    }

    // ---- the client

    int port() {
        return edge.port();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(10));
    }

    HttpRequest turn(String session, String key) {
        return request(CHAT)
                .header("X-Session-ID", session)
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString("{\"hello\":1}"))
                .build();
    }

    CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> send(HttpRequest request) {
        return get(sendAsync(request));
    }

    static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(15, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Requests that wait for a place at a node. */
    int queued() {
        return nodeLimits.gates().waiting();
    }

    /** Requests that have one. */
    int places(String node) {
        return nodeLimits.gates().taken(node);
    }

    double count(String meter, String... tags) {
        return meters.find(meter).tags(tags).counters().stream().mapToDouble(c -> c.count()).sum();
    }

    /** Requests of a kind that have ended in a way. */
    long ended(String kind, String outcome) {
        return meters
                .find("pagurus.gateway.requests")
                .tags("kind", kind, "outcome", outcome)
                .timers()
                .stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    /** As the timer does that looks at the files of certificates. */
    void lookAtCertificates() {
        Objects.requireNonNull(listening.certificates()).lookAgain();
    }

    /** The WebSockets that the edge relays now. */
    Admission sockets() {
        return sockets;
    }

    EdgeServer edge() {
        return edge;
    }

    @Override
    public void close() {
        client.shutdownNow();
        nodes.forEach(node -> {
            try {
                node.close();
            } catch (AssertionError alreadyClosed) {
                // The test has killed it.
            }
        });
        if (!lodger) {
            sessions.close();
        }
        health.close();
        tracing.close();
        if (accessLog != null) {
            accessLog.close();
        }
        Await.done(vertx.close());
    }
}
