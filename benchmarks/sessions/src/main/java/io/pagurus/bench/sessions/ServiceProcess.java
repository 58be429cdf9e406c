package io.pagurus.bench.sessions;

import io.pagurus.local.process.FreePorts;
import io.pagurus.local.process.Launch;
import io.pagurus.local.process.LocalProcess;
import io.pagurus.local.process.Patience;
import io.pagurus.local.process.PidFile;
import io.pagurus.local.process.Tail;
import io.pagurus.local.process.TemporaryFolder;
import io.pagurus.local.secret.SigningKey;
import io.pagurus.local.secret.Token;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Thread-safe; blocks. A real session-service as a process of its own, in the JVM's defaults for
 * servers but for the heap.
 */
final class ServiceProcess implements AutoCloseable {

    /** Whose turns are committed. */
    static final String NODE = "hk-1";

    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private static final long FLUSH_NANOS = Duration.ofMillis(1_500).toNanos();

    private final TemporaryFolder folder;
    private final int port;
    private final SigningKey key;
    private final LocalProcess process;
    private final Thread killer;
    private final Clock clock;

    private ServiceProcess(
            String instance,
            BenchOptions options,
            Map<String, String> environment,
            TemporaryFolder folder,
            SigningKey key,
            Clock clock) {
        this.folder = folder;
        this.port = FreePorts.find(1).getFirst();
        this.key = key;
        this.clock = clock;
        Map<String, String> all = new TreeMap<>(environment);
        all.put("PAGURUS_INSTANCE", instance);
        all.put("PAGURUS_REGION", "hk");
        all.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        all.put("PAGURUS_SESSION_SERVICE_URL", "http://127.0.0.1:" + port);
        all.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", "file:" + key.publicKey());
        all.put("PAGURUS_AUTH_TOKEN", token(instance, "session"));
        this.process =
                new LocalProcess(
                        new Launch(
                                "session-service",
                                command(options, port),
                                all,
                                folder.path(),
                                folder.path().resolve("session-service.log")),
                        new PidFile(folder.path().resolve("session-service.pid")));
        this.killer = new Thread(process::kill, "stop-session-service");
    }

    /**
     * Starts it; returns once it is ready.
     *
     * @param kafka bootstrap servers
     */
    static ServiceProcess start(
            BenchOptions options,
            String kafka,
            String redis,
            Map<String, String> more,
            Duration limit) {
        Map<String, String> environment = new TreeMap<>(more);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka);
        environment.put("QUARKUS_REDIS_HOSTS", redis);
        TemporaryFolder folder = TemporaryFolder.create("session-service");
        SigningKey key = SigningKey.in(folder.path().resolve("secrets"));
        return started("session-1", options, environment, folder, key, limit);
    }

    /** Another instance, which takes the same tokens. */
    ServiceProcess another(
            String instance, BenchOptions options, String kafka, String redis, Duration limit) {
        Map<String, String> environment =
                Map.of("KAFKA_BOOTSTRAP_SERVERS", kafka, "QUARKUS_REDIS_HOSTS", redis);
        TemporaryFolder own = TemporaryFolder.create(instance);
        return started(instance, options, environment, own, key, limit);
    }

    private static ServiceProcess started(
            String instance,
            BenchOptions options,
            Map<String, String> environment,
            TemporaryFolder folder,
            SigningKey key,
            Duration limit) {
        ServiceProcess service =
                new ServiceProcess(instance, options, environment, folder, key, Clock.systemUTC());
        Runtime.getRuntime().addShutdownHook(service.killer);
        try {
            service.process.start();
            service.awaitReady(limit);
            return service;
        } catch (RuntimeException notStarted) {
            service.close();
            throw notStarted;
        }
    }

    private static List<String> command(BenchOptions options, int port) {
        Path jar =
                options.projectRoot().resolve("session-service/target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new BenchFailure("session-service is not built: there is no " + jar);
        }
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Launch.java(),
                                "-Xmx" + options.heap(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow"));
        Path profiles = options.profiles();
        if (profiles != null) {
            Path file = profiles.toAbsolutePath().resolve("session-service-" + port + ".jfr");
            command.add(
                    "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + file);
        }
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    private void awaitReady(Duration limit) {
        boolean ready =
                new Patience(limit, Duration.ofMillis(50)).until(() -> ready() || !process.alive());
        if (!ready || !process.alive()) {
            throw new BenchFailure(
                    "session-service is not ready: " + Tail.of(process.launch().log(), 15));
        }
    }

    private boolean ready() {
        try (LeanConnection connection = connect("none")) {
            var _ = connection.ask("GET", "/q/health/ready", new byte[0]);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** What it says of itself under a metric's name; 0 when it says nothing. */
    double metric(String name) {
        try (LeanConnection connection = connect("none")) {
            String all =
                    new String(
                            connection.ask("GET", "/q/metrics", new byte[0]),
                            StandardCharsets.UTF_8);
            return all.lines()
                    .filter(line -> line.startsWith(name))
                    .mapToDouble(
                            line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException _) {
            return 0;
        }
    }

    /** Whether nothing was there to be sealed during three flushes. */
    boolean isSettled() {
        return IntStream.range(0, 3).allMatch(_ -> hasNothingToSeal());
    }

    private boolean hasNothingToSeal() {
        LockSupport.parkNanos(FLUSH_NANOS);
        return metric("pagurus_snapshot_sealing_waiting") == 0;
    }

    /** Partitions that it serves. */
    int served() {
        return (int) metric("pagurus_partitions_served");
    }

    LeanConnection connect(String token) throws IOException {
        return new LeanConnection(port, token);
    }

    /** The token of the node whose turns are committed. */
    String nodeToken() {
        return nodeToken(NODE);
    }

    /** The token of any node. */
    String nodeToken(String node) {
        return token(node, "node");
    }

    /** A token that may grant ownership. */
    String gatewayToken() {
        return token("gateway-1", "gateway");
    }

    private String token(String subject, String group) {
        return new Token(subject, List.of(group)).signed(key, clock.instant());
    }

    /** SIGKILL. */
    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.terminate();
        process.awaitEnd(STOP_LIMIT);
        try {
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (IllegalStateException _) {
            // The JVM is on its way out, and the hook runs.
        }
        folder.close();
    }
}
