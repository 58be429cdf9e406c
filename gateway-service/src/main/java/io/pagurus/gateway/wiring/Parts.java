package io.pagurus.gateway.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.pagurus.gateway.access.AccessConfig;
import io.pagurus.gateway.access.Gate;
import io.pagurus.gateway.access.RateLimits;
import io.pagurus.gateway.access.RedisQuotas;
import io.pagurus.gateway.affinity.Affinities;
import io.pagurus.gateway.affinity.AffinityConfig;
import io.pagurus.gateway.affinity.HttpSessionOwnership;
import io.pagurus.gateway.affinity.OwnerCache;
import io.pagurus.gateway.affinity.SessionGuard;
import io.pagurus.gateway.affinity.SessionMoves;
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
import io.pagurus.gateway.failure.FailureConfig;
import io.pagurus.gateway.failure.HttpFailureConfirmation;
import io.pagurus.gateway.fleet.Fleet;
import io.pagurus.gateway.held.HeldBodies;
import io.pagurus.gateway.held.HeldConfig;
import io.pagurus.gateway.identity.IdSource;
import io.pagurus.gateway.identity.IdentityReader;
import io.pagurus.gateway.limits.NodeLimits;
import io.pagurus.gateway.listener.Certificates;
import io.pagurus.gateway.listener.ListenerConfig;
import io.pagurus.gateway.listener.TlsConfig;
import io.pagurus.gateway.observation.EdgeMetrics;
import io.pagurus.gateway.routes.EdgeRules;
import io.pagurus.gateway.routes.Rules;
import io.pagurus.gateway.routes.RulesConfig;
import io.pagurus.gateway.routes.RulesFile;
import io.pagurus.gateway.rules.Secrets;
import io.pagurus.gateway.trail.Trails;
import io.pagurus.gateway.upstream.InjectedCredentials;
import io.pagurus.gateway.upstream.NodeLoads;
import io.pagurus.gateway.upstream.UpstreamConfig;
import io.pagurus.gateway.webhook.RedisClaims;
import io.pagurus.gateway.webhook.WebhookConfig;
import io.pagurus.gateway.webhook.WebhookParts;
import io.pagurus.gateway.websocket.WebSocketConfig;
import io.pagurus.redis.RedisSettings;
import io.pagurus.redis.SteadyRedis;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Called once, at start. Builds the gateway from its classes, each of which knows no framework. */
@Singleton
public class Parts {

    /** Calls to one neighbour at once; more wait, as all of them wait for the same journal. */
    private static final int NEIGHBOUR_CONNECTIONS = 64;

    private static final int SESSION_ID_BYTES = 16;

    /** Each has up to a dozen series. */
    private static final int MOST_NODES_WITH_METERS = 1_000;

    @Produces
    @Singleton
    Clock clock() {
        return new SteadyClock();
    }

    @Produces
    @Singleton
    Fleet fleet() {
        return new Fleet();
    }

    @Produces
    @Singleton
    NodeLoads loads() {
        return new NodeLoads();
    }

    @Produces
    @Singleton
    OwnerCache owners(AffinityConfig config) {
        return new OwnerCache(config.maxSessions());
    }

    @Produces
    @Singleton
    SessionMoves sessionMoves(OwnerCache owners) {
        return new SessionMoves(owners);
    }

    @Produces
    @Singleton
    HttpSessionOwnership ownership(
            Vertx vertx,
            FailureConfig config,
            Clock clock,
            @ConfigProperty(name = "pagurus.session-service.url") String url,
            @ConfigProperty(name = "pagurus.auth.token") Optional<String> token) {
        return new HttpSessionOwnership(
                neighbour(vertx), url, token.orElse(null), config.serviceTimeout(), clock);
    }

    @Produces
    @Singleton
    HttpFailureConfirmation confirmation(
            Vertx vertx,
            FailureConfig config,
            Clock clock,
            @ConfigProperty(name = "pagurus.health-service.url") String url,
            @ConfigProperty(name = "pagurus.instance") String instance,
            @ConfigProperty(name = "pagurus.auth.token") Optional<String> token) {
        return new HttpFailureConfirmation(
                neighbour(vertx),
                url,
                token.orElse(null),
                instance,
                config.serviceTimeout(),
                clock);
    }

    @Produces
    @Singleton
    Admission admission(EdgeConfig config) {
        return new Admission(config.maxConcurrentRequests());
    }

    @Produces
    @Singleton
    Rules rules(TurnConfig turn, Clock clock) {
        return new Rules(EdgeRules.turnsAt(turn.paths()), new Secrets(System::getenv), clock);
    }

    @Produces
    @Singleton
    RulesFile rulesFile(RulesConfig config, Rules rules) {
        return new RulesFile(config.file().orElse(null), rules);
    }

    @Produces
    @Singleton
    Gate gate(Vertx vertx, AccessConfig config, Rules rules, Clock clock) {
        Gate gate = new Gate(vertx, neighbour(vertx), config, clock);
        rules.onApplied(applied -> gate.use(applied.callers()));
        return gate;
    }

    @Produces
    @Singleton
    RedisClaims claims(
            Vertx vertx, SteadyRedis redis, RedisSettings settings, WebhookConfig config) {
        return new RedisClaims(vertx, redis, settings.keyPrefix(), config.redisTimeout());
    }

    @Produces
    @Singleton
    Savings savings(MeterRegistry registry, Clock clock) {
        return new Savings(registry, clock.instant());
    }

    @Produces
    @Singleton
    RedisQuotas quotas(
            Vertx vertx,
            SteadyRedis redis,
            RedisSettings settings,
            AccessConfig config,
            Clock clock) {
        return new RedisQuotas(vertx, redis, settings.keyPrefix(), config, clock);
    }

    @Produces
    @Singleton
    Listening listening(Vertx vertx, ListenerConfig config, TlsConfig tls) {
        return Listening.of(config, tls, Certificates.of(vertx, tls).orElse(null));
    }

    @Produces
    @Singleton
    EdgeServer edge(Vertx vertx, EdgeParts parts) {
        return new EdgeServer(vertx, parts);
    }

    @Produces
    @Singleton
    EdgeParts parts(
            @ConfigProperty(name = "pagurus.region") String region,
            EdgeConfig edge,
            TurnConfig turn,
            ReplayConfig replay,
            UpstreamConfig upstream,
            FailureConfig failure,
            AccessConfig access,
            AffinityConfig affinity,
            WebSocketConfig webSocket,
            Listening listening,
            Clock clock,
            Rules rules,
            Gate gate,
            RedisQuotas quotas,
            Fleet fleet,
            OwnerCache owners,
            HttpSessionOwnership ownership,
            HttpFailureConfirmation confirmation,
            NodeLoads loads,
            Admission admission,
            RedisClaims claims,
            WebhookConfig webhook,
            HeldConfig heldConfig,
            Savings savings,
            Trails trails,
            MeterRegistry registry) {
        Parking parking = new Parking(turn.maxParked(), turn.maxParkedOfSession());
        InjectedCredentials credentials = new InjectedCredentials();
        rules.onApplied(applied -> credentials.use(applied.secrets()));
        ReplayBudget budget = new ReplayBudget(replay.maxTotal().asLongValue());
        EdgeMetrics metrics = new EdgeMetrics(registry, MOST_NODES_WITH_METERS);
        HeldBodies held = new HeldBodies(heldConfig.maxTotal().asLongValue());
        Admission sockets = new Admission(webSocket.maxOpen());
        metrics.gauge("pagurus.gateway.websockets.open", sockets::inside);
        metrics.gauge("pagurus.gateway.connections.open", listening.connections()::open);
        metrics.gauge("pagurus.gateway.parked", parking::parked);
        metrics.gauge("pagurus.gateway.running", admission::inside);
        metrics.gauge("pagurus.gateway.sessions.known", owners::size);
        metrics.gauge("pagurus.gateway.issuers.silent", gate::silentIssuers);
        metrics.gauge(
                "pagurus.gateway.rates.shared",
                () -> quotas.neighbour().failure().isEmpty() ? 1 : 0);
        metrics.gauge("pagurus.gateway.fleet.loaded", () -> fleet.loaded() ? 1 : 0);
        metrics.gauge(
                "pagurus.gateway.session-service.up",
                () -> ownership.neighbour().failure().isEmpty() ? 1 : 0);
        metrics.gauge(
                "pagurus.gateway.health-service.up",
                () -> confirmation.neighbour().failure().isEmpty() ? 1 : 0);
        NodeLimits limits = NodeLimits.of(admission::inside);
        rules.onApplied(now -> limits.apply(now.limits(), now.nodeLimits()));
        metrics.gauge("pagurus.gateway.queued", limits.gates()::waiting);
        metrics.gauge("pagurus.gateway.outliers", limits.outliers()::out);
        return new EdgeParts(
                region,
                edge,
                turn,
                replay,
                upstream,
                failure,
                webSocket,
                listening,
                clock,
                threadSafeRandom(),
                rules,
                gate,
                new RateLimits(access.maxRates(), quotas, clock),
                new IdentityReader(ids()),
                fleet,
                owners,
                ownership,
                new SessionGuard(owners, ownership, affinity, clock),
                new Affinities(
                        new Stays(affinity.maxPlacements(), affinity.placementsKept(), clock),
                        ids(),
                        clock),
                confirmation,
                loads,
                credentials,
                admission,
                sockets,
                parking,
                budget,
                new WebhookParts(claims, webhook, held, ids(), metrics),
                limits,
                new ClassSlots(edge.maxConcurrentRequests()),
                new ModelDesk(held, savings),
                metrics,
                trails);
    }

    private static HttpClient neighbour(Vertx vertx) {
        return vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(1000),
                new PoolOptions().setHttp1MaxSize(NEIGHBOUR_CONNECTIONS));
    }

    private static RandomGenerator threadSafeRandom() {
        return () -> ThreadLocalRandom.current().nextLong();
    }

    private static IdSource ids() {
        SecureRandom random = new SecureRandom();
        return () -> {
            byte[] bits = new byte[SESSION_ID_BYTES];
            random.nextBytes(bits);
            return HexFormat.of().formatHex(bits);
        };
    }
}
