package io.pagurus.bench.edge.proxy;

import io.pagurus.bench.edge.BenchFailure;
import io.pagurus.bench.edge.machine.Cores;
import io.pagurus.bench.edge.machine.Distribution;
import io.pagurus.local.process.FreePorts;
import io.pagurus.local.process.Launch;
import io.pagurus.local.process.TemporaryFolder;
import io.pagurus.local.secret.SigningKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread, which it blocks. Starts proxies on their core, in a folder of its own.
 */
public final class Proxies implements AutoCloseable {

    private final Gateway gateway;
    private final Distribution distribution;
    private final Cores cores;
    private final int openFiles;
    private final int origin;
    private final Registry registry;
    private final Clock clock;
    private final TemporaryFolder folder = TemporaryFolder.create("bench-edge");
    private final SigningKey key = SigningKey.in(folder.path().resolve("secrets"));
    private int started;

    /**
     * @param root of the project
     * @param heap the most that the gateway's heap may take
     * @param settings of the gateway, by environment variable
     * @param profiles takes flight recordings of the gateway; null for none
     * @param openFiles that each may have
     * @param origin the port of the node
     */
    public Proxies(
            Path root,
            String heap,
            Map<String, String> settings,
            @Nullable Path profiles,
            Distribution distribution,
            Cores cores,
            int openFiles,
            int origin,
            Registry registry,
            Clock clock) {
        this.gateway = new Gateway(root, heap, settings, profiles);
        this.distribution = distribution;
        this.cores = cores;
        this.openFiles = openFiles;
        this.origin = origin;
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * Starts one; returns once it serves.
     *
     * @throws BenchFailure when it cannot be started, and why
     */
    public Proxy start(Contender contender) {
        List<Integer> ports = FreePorts.find(2);
        int port = ports.getFirst();
        return switch (contender) {
            case PAGURUS -> gateway(contender, port, ports.getLast(), gateway.jvm(port));
            case PAGURUS_NATIVE ->
                    gateway(
                            contender,
                            port,
                            ports.getLast(),
                            gateway.executable()
                                    .orElseThrow(() ->
                                            new BenchFailure("no native executable is built")));
            case NGINX -> nginx(port);
            case HAPROXY -> haproxy(port);
        };
    }

    private Proxy gateway(Contender contender, int port, int admin, List<String> command) {
        String name = contender.key() + "-" + ++started;
        Path rules = file(name, "rules.yaml", Gateway.RULES);
        Map<String, String> environment =
                gateway.environment(
                        name, port, admin, registry.kafka(), rules, key, clock.instant());
        return start(contender, port, name, command, environment, () -> Gateway.ready(port));
    }

    private Proxy nginx(int port) {
        Path program = distribution.program("nginx");
        String name = "nginx-" + ++started;
        Path file = file(name, "nginx.conf", Nginx.configuration(port, origin, openFiles));
        List<String> command =
                List.of(program.toString(), "-p", file.getParent() + "/", "-c", file.toString());
        return start(Contender.NGINX, port, name, command, Map.of(), () -> true);
    }

    private Proxy haproxy(int port) {
        Path program = distribution.program("haproxy");
        String name = "haproxy-" + ++started;
        Path file = file(name, "haproxy.cfg", HaProxy.configuration(port, origin, openFiles));
        List<String> command = List.of(program.toString(), "-db", "-f", file.toString());
        return start(Contender.HAPROXY, port, name, command, Map.of(), () -> true);
    }

    private Proxy start(
            Contender contender,
            int port,
            String name,
            List<String> command,
            Map<String, String> environment,
            BooleanSupplier serves) {
        Path directory = folder.path().resolve(name);
        Launch launch =
                new Launch(
                        name,
                        cores.onProxyCore(command),
                        environment,
                        directory,
                        directory.resolve("log"));
        return Proxy.start(contender, port, launch, serves);
    }

    private Path file(String name, String file, String content) {
        try {
            Path directory = Files.createDirectories(folder.path().resolve(name));
            return Files.writeString(directory.resolve(file), content);
        } catch (IOException notWritten) {
            throw new UncheckedIOException(notWritten);
        }
    }

    @Override
    public void close() {
        folder.close();
    }
}
