package io.pagurus.local.redis;

import io.pagurus.local.process.Patience;
import io.pagurus.local.process.PidFile;
import io.pagurus.local.process.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; blocks. The processes of one topology in one temporary folder. They end with the JVM
 * at the latest.
 */
final class RedisGroup implements AutoCloseable {

    private static final Duration FORM_LIMIT = Duration.ofSeconds(20);

    private final TemporaryFolder folder;
    private final List<RedisNode> nodes = new CopyOnWriteArrayList<>();
    private final Thread killer =
            new Thread(() -> nodes.forEach(RedisNode::kill), "stop-redis-group");

    RedisGroup(String name) {
        this.folder = TemporaryFolder.create(name);
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /** Starts a server; it may not be ready yet. */
    RedisNode server(int port, RedisAccess access, List<String> options) {
        String name = "redis-" + port;
        return started(
                new RedisNode(
                        port,
                        access.operatorPassword(),
                        RedisLaunch.server(
                                name,
                                port,
                                folder.path(),
                                path(name),
                                path(name + ".log"),
                                options),
                        new PidFile(path(name + ".pid"))));
    }

    /** Starts a Sentinel; it may not be ready yet. */
    RedisNode sentinel(int port, @Nullable String password, List<String> configuration) {
        String name = "sentinel-" + port;
        Path file = path(name + ".conf");
        try {
            Files.write(file, configuration);
        } catch (IOException notWritten) {
            throw new UncheckedIOException(notWritten);
        }
        return started(
                new RedisNode(
                        port,
                        password,
                        RedisLaunch.sentinel(name, folder.path(), file, path(name + ".log")),
                        new PidFile(path(name + ".pid"))));
    }

    private RedisNode started(RedisNode node) {
        nodes.add(node);
        node.start();
        return node;
    }

    private Path path(String name) {
        return folder.path().resolve(name);
    }

    /** Waits until all processes answer. */
    void awaitReady() {
        nodes.forEach(RedisNode::awaitReady);
    }

    /** Waits for something that the processes find out among themselves. */
    static void await(String what, BooleanSupplier condition) {
        if (!Patience.of(FORM_LIMIT).until(condition)) {
            throw new IllegalStateException("Redis: " + what + " did not come true");
        }
    }

    @Override
    public void close() {
        nodes.forEach(RedisNode::terminate);
        nodes.forEach(RedisNode::awaitEnd);
        try {
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (IllegalStateException _) {
            // The JVM is on its way out, and the hook runs.
        }
        folder.close();
    }
}
