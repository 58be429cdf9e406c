package io.pagurus.local;

import io.pagurus.events.kafka.Topics;
import io.pagurus.local.secret.SigningKey;
import io.pagurus.local.secret.Token;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Immutable. What each process is told by its environment; the names are those of {@code
 * docs/services.md}.
 */
record Environments(StackOptions options, DataFolder folder, SigningKey key, Instant now) {

    private static final String HOST = "127.0.0.1";

    Map<String, String> sessionService() {
        return service("session-service", "hk", ports().sessionService(), List.of())
                .and("QUARKUS_REDIS_HOSTS", redis())
                .all();
    }

    private String redis() {
        return "redis://" + HOST + ":" + ports().redis();
    }

    Map<String, String> healthService() {
        ProbeSettings probes = options.probes();
        return service("health-service", "hk", ports().healthService(), List.of("health"))
                .and("PAGURUS_HEALTH_SEED_FILE", folder.seed().toString())
                .and("PAGURUS_HEALTH_PROBE_INTERVAL", probes.interval().toMillis() + "ms")
                .and("PAGURUS_HEALTH_PROBE_TIMEOUT", probes.timeout().toMillis() + "ms")
                .and("PAGURUS_HEALTH_PROBE_FAILURES", Integer.toString(probes.failures()))
                .all();
    }

    Map<String, String> migrationService() {
        return service("migration-service", "hk", ports().migrationService(), List.of("migration"))
                .all();
    }

    Map<String, String> gateway(int number, String region) {
        return service("gateway-" + number, region, ports().admin(number), List.of("gateway"))
                .and("PAGURUS_GATEWAY_EDGE_PORT", Integer.toString(ports().edge(number)))
                .and("PAGURUS_GATEWAY_EDGE_HOST", HOST)
                .and("QUARKUS_REDIS_HOSTS", redis())
                .and(
                        "PAGURUS_GATEWAY_STALL_SUSPICION",
                        options.probes().stallSuspicion().toMillis() + "ms")
                .all();
    }

    Map<String, String> node(Node node) {
        return common(node.id(), node.region(), List.of("node"))
                .and("PAGURUS_NODE_ID", node.id())
                .and("PAGURUS_NODE_PORT", Integer.toString(ports().node(node.id())))
                .and("PAGURUS_NODE_HOST", HOST)
                .and("PAGURUS_NODE_STATE_DIR", folder.data(node.id()).toString())
                .all();
    }

    private Variables service(String process, String region, int port, List<String> groups) {
        return common(process, region, groups)
                .and("QUARKUS_HTTP_PORT", Integer.toString(port))
                .and("QUARKUS_HTTP_HOST", HOST)
                .and("KAFKA_BOOTSTRAP_SERVERS", new SuitePlan(options).kafka().bootstrapServers())
                .and("PAGURUS_KAFKA_TOPIC_PREFIX", Topics.DEFAULT_PREFIX)
                .and("PAGURUS_HEALTH_SERVICE_URL", url(ports().healthService()))
                .and("MP_JWT_VERIFY_PUBLICKEY_LOCATION", "file:" + key.publicKey());
    }

    private Variables common(String process, String region, List<String> groups) {
        return new Variables(new TreeMap<>())
                .and("PAGURUS_INSTANCE", process)
                .and("PAGURUS_REGION", region)
                .and("PAGURUS_SESSION_SERVICE_URL", url(ports().sessionService()))
                .and("PAGURUS_AUTH_TOKEN", new Token(process, groups).signed(key, now));
    }

    private Ports ports() {
        return options.ports();
    }

    private static String url(int port) {
        return "http://" + HOST + ":" + port;
    }

    /** Confined to the thread that fills it. */
    private record Variables(TreeMap<String, String> all) {
        Variables and(String name, String value) {
            all.put(name, value);
            return this;
        }
    }
}
