package io.pagurus.local.redis;

import io.pagurus.local.process.FreePorts;
import java.util.List;

/**
 * Thread-safe; blocks. A real Redis as a process, for tests: on a free port, in a temporary folder.
 * {@code REDIS_SERVER} names another executable than the one that comes with the tests.
 */
public final class LocalRedis implements AutoCloseable {

    private final RedisGroup group;
    private final RedisNode node;
    private final int tlsPort;

    private LocalRedis(RedisGroup group, RedisNode node, int tlsPort) {
        this.group = group;
        this.node = node;
        this.tlsPort = tlsPort;
    }

    /** An empty Redis, ready for clients. */
    public static LocalRedis start() {
        return start(RedisAccess.open());
    }

    /** The same for those only whom it lets in. */
    public static LocalRedis start(RedisAccess access) {
        RedisGroup group = new RedisGroup("redis");
        List<Integer> ports = FreePorts.find(2);
        RedisNode node = group.server(ports.get(0), access, access.options(ports.get(1)));
        group.awaitReady();
        return new LocalRedis(group, node, ports.get(1));
    }

    public String host() {
        return RedisNode.HOST;
    }

    public int port() {
        return node.port();
    }

    /** As {@code quarkus.redis.hosts} wants it. */
    public String uri() {
        return node.uri();
    }

    /** The same through TLS; only when {@link RedisAccess} has a certificate. */
    public String tlsUri() {
        return "rediss://" + host() + ":" + tlsPort;
    }

    /** What an operator does with redis-cli, as the default user. */
    public String call(String... command) {
        return node.call(command);
    }

    /** SIGKILL; what was written in the last second may be lost. */
    public void kill() {
        node.kill();
    }

    /** Starts the process again on its data and its port; returns once it accepts clients. */
    public void restart() {
        node.restart();
    }

    /** SIGSTOP: connections stay and nothing answers. */
    public void pause() {
        node.pause();
    }

    /** SIGCONT. */
    public void resume() {
        node.resume();
    }

    @Override
    public void close() {
        group.close();
    }
}
