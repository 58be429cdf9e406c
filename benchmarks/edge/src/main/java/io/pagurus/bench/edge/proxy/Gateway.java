package io.pagurus.bench.edge.proxy;

import io.pagurus.bench.edge.BenchFailure;
import io.pagurus.local.process.Launch;
import io.pagurus.local.secret.SigningKey;
import io.pagurus.local.secret.Token;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Immutable; blocks on files. The gateway as it is built, with its defaults (affinity, metrics and
 * passive health are on) and the JVM's options of its image ({@code deploy/compose/Dockerfile}).
 *
 * @param root of the project
 * @param heap the most that its heap may take, such as {@code 512m}
 * @param settings by environment variable, beside those it needs
 * @param profiles takes a flight recording of it; null for none
 */
record Gateway(Path root, String heap, Map<String, String> settings, @Nullable Path profiles) {

    /**
     * The origin stands for a fleet, and the others hold nobody back from it: a limit for one small
     * node would have the gateway's clients wait and be refused where theirs are served.
     */
    static final String RULES = "nodes: {hk-1: {limits: {ceiling: 100000, adaptive: false}}}\n";

    private static final String MODULE = "gateway-service";

    List<String> jvm(int port) {
        Path jar = target().resolve("quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new BenchFailure("gateway-service is not built: there is no " + jar);
        }
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Launch.java(),
                                "-Xmx" + heap,
                                "-XX:+UseTransparentHugePages",
                                "-XX:+UseCompactObjectHeaders",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow"));
        if (profiles != null) {
            Path file = profiles.toAbsolutePath().resolve("gateway-" + port + ".jfr");
            command.add(
                    "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + file);
            command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints"));
        }
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    Optional<List<String>> executable() {
        if (!Files.isDirectory(target())) {
            return Optional.empty();
        }
        try (Stream<Path> built = Files.list(target())) {
            return built.filter(file -> file.toString().endsWith("-runner"))
                    .findFirst()
                    .map(file -> List.of(file.toString(), "-Xmx" + heap));
        } catch (IOException notListed) {
            throw new BenchFailure("gateway-service cannot be looked for", notListed);
        }
    }

    private Path target() {
        return root.resolve(MODULE).resolve("target");
    }

    Map<String, String> environment(
            String instance,
            int port,
            int admin,
            String kafka,
            Path rules,
            SigningKey key,
            Instant now) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("PAGURUS_INSTANCE", instance);
        all.put("PAGURUS_REGION", "hk");
        all.put("PAGURUS_GATEWAY_EDGE_HOST", "127.0.0.1");
        all.put("PAGURUS_GATEWAY_EDGE_PORT", Integer.toString(port));
        all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        all.put("QUARKUS_HTTP_PORT", Integer.toString(admin));
        all.put("KAFKA_BOOTSTRAP_SERVERS", kafka);
        all.put("PAGURUS_GATEWAY_RULES_FILE", rules.toString());
        all.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", "file:" + key.publicKey());
        all.put("PAGURUS_AUTH_TOKEN", new Token(instance, List.of("gateway")).signed(key, now));
        return all;
    }

    /** Whether it has read the fleet. */
    static boolean ready(int port) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health")).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
