package io.pagurus.store;

import io.pagurus.local.kafka.ClusterLinks;
import io.pagurus.local.kafka.LocalCluster;
import io.pagurus.local.process.FreePorts;
import io.pagurus.local.process.Launch;
import io.pagurus.local.process.LocalProcess;
import io.pagurus.local.process.PidFile;
import io.pagurus.local.process.TemporaryFolder;
import io.pagurus.local.secret.SigningKey;
import io.pagurus.local.secret.Token;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Thread-safe; blocks. The session store as processes: three brokers that hold each record three
 * times, Redis, and some instances of session-service, each of which reaches each broker on a way
 * of its own. What is on disk stays in the rig's folder until the next run there.
 */
public final class StoreRig implements AutoCloseable {

    public static final int BROKERS = 3;

    private static final String HOST = "127.0.0.1";
    private static final List<String> JVM =
            List.of(
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:-UsePerfData",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    private final Plan plan;
    private final SigningKey key;
    private final ClusterLinks links;
    private final LocalCluster cluster;
    private final RigRedis redis;
    private final StoreClient client = new StoreClient();
    private final List<Instance> instances = new ArrayList<>();
    private final Thread killer = new Thread(() -> instances.forEach(Instance::kill), "stop-rig");

    /**
     * Immutable. What a rig is made of.
     *
     * @param root the project's, where session-service is built
     * @param folder for logs; what was there is gone
     * @param places how many instances there may be at once
     * @param sentinel whether Redis is a primary with replicas
     */
    public record Plan(Path root, Path folder, int places, boolean sentinel, Clock clock) {}

    private StoreRig(Plan plan) {
        this.plan = plan;
        forget(plan);
        this.key = SigningKey.in(plan.folder().resolve("secrets"));
        this.links = ClusterLinks.of(BROKERS, plan.places());
        this.redis = plan.sentinel() ? RigRedis.Watched.begin() : RigRedis.Single.begin();
        this.cluster = LocalCluster.start(links.plan());
        Runtime.getRuntime().addShutdownHook(killer);
        List<Integer> ports = FreePorts.find(plan.places());
        for (int number = 1; number <= plan.places(); number++) {
            instances.add(instance(number, ports.get(number - 1)));
        }
    }

    /** Ends what a run that was killed has left, and deletes what it wrote. */
    private static void forget(Plan plan) {
        for (int number = 1; number <= plan.places(); number++) {
            new PidFile(plan.folder().resolve(name(number) + ".pid"))
                    .process()
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
        TemporaryFolder.delete(plan.folder());
    }

    private static String name(int number) {
        return "session-" + number;
    }

    /** With so many instances that serve. */
    public static StoreRig start(Plan plan, int running) {
        StoreRig rig = new StoreRig(plan);
        try {
            List<Instance> first = rig.instances.subList(0, running);
            first.forEach(Instance::begin);
            first.forEach(Instance::awaitReady);
            return rig;
        } catch (RuntimeException notStarted) {
            rig.close();
            throw notStarted;
        }
    }

    private Instance instance(int number, int port) {
        String name = name(number);
        Path jar = plan.root().resolve("session-service/target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("session-service is not built: there is no " + jar);
        }
        List<String> command = new ArrayList<>();
        command.add(Launch.java());
        command.addAll(JVM);
        command.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
        URI url = URI.create("http://" + HOST + ":" + port);
        Launch launch =
                new Launch(
                        name,
                        command,
                        environment(name, number, url),
                        plan.folder().resolve(name),
                        plan.folder().resolve(name + ".log"));
        PidFile pid = new PidFile(plan.folder().resolve(name + ".pid"));
        return new Instance(number, url, new LocalProcess(launch, pid), client);
    }

    private Map<String, String> environment(String name, int number, URI url) {
        Map<String, String> environment = new TreeMap<>(redis.environment());
        environment.put("PAGURUS_INSTANCE", name);
        environment.put("PAGURUS_REGION", "hk");
        environment.put("PAGURUS_ROUTING_URL", url.toString());
        environment.put("PAGURUS_AUTH_TOKEN", token(name));
        environment.put("QUARKUS_HTTP_HOST", HOST);
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(url.getPort()));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", links.bootstrapServers(number));
        environment.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", "file:" + key.publicKey());
        return environment;
    }

    /** A signed JWT. */
    String token(String subject, String... groups) {
        return new Token(subject, List.of(groups)).signed(key, plan.clock().instant());
    }

    Clock clock() {
        return plan.clock();
    }

    StoreClient client() {
        return client;
    }

    /** All that there may be, running or not. */
    public List<Instance> instances() {
        return List.copyOf(instances);
    }

    /** Those that clients send requests to; some may be dead. */
    public List<Instance> wanted() {
        return instances.stream().filter(Instance::wanted).toList();
    }

    /** The one with this number, from 1. */
    public Instance instance(int number) {
        return instances.get(number - 1);
    }

    public LocalCluster brokers() {
        return cluster;
    }

    public ClusterLinks links() {
        return links;
    }

    public RigRedis redis() {
        return redis;
    }

    @Override
    public void close() {
        links.heal();
        instances.stream().filter(Instance::alive).forEach(Instance::kill);
        client.close();
        cluster.close();
        redis.close();
        links.close();
        try {
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (IllegalStateException _) {
            // The JVM is on its way out, and the hook runs.
        }
    }
}
