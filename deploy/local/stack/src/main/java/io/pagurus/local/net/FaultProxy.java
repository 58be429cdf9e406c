package io.pagurus.local.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Thread-safe; its virtual threads block. A TCP proxy on the loopback address whose network can be
 * slow, silent or gone, and well again, while connections are open. It takes each connection at
 * once: of a handshake's round trip nothing is delayed.
 */
public final class FaultProxy implements AutoCloseable {

    /** 200 MB/s at 75 ms in one direction; more is taken once something has arrived. */
    private static final int CAPACITY = 16 * 1024 * 1024;

    private static final int CONNECT_MILLIS = 2_000;
    private static final int BACKLOG = 128;

    private final int target;
    private final int capacity;
    private final ServerSocket listener;
    private final Way toServer;
    private final Way toClient;
    private final Set<Relay> relays = ConcurrentHashMap.newKeySet();
    private final Set<Socket> arriving = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean cut;
    private boolean closed;

    private FaultProxy(int target, long seed, int capacity) {
        this.target = target;
        this.capacity = capacity;
        this.toServer = new Way(seed);
        this.toClient = new Way(seed + 1);
        try {
            this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException notBound) {
            throw new UncheckedIOException(notBound);
        }
    }

    /** To a port of this machine, which need not be listened on yet; jitter has seed 0. */
    public static FaultProxy to(int target) {
        return to(target, 0);
    }

    public static FaultProxy to(int target, long seed) {
        return to(target, seed, CAPACITY);
    }

    /** With so many bytes on their way at most, for each direction of each connection. */
    static FaultProxy to(int target, long seed, int capacity) {
        FaultProxy proxy = new FaultProxy(target, seed, capacity);
        var _ = Thread.ofVirtual().name("fault-proxy").start(proxy::accept);
        return proxy;
    }

    /** Where to connect. */
    public int port() {
        return listener.getLocalPort();
    }

    /** From now on, both ways; what is on its way already arrives when it would have. */
    public void delay(Delay delay) {
        toServer.delay(delay);
        toClient.delay(delay);
    }

    public void delay(Direction direction, Delay delay) {
        way(direction).delay(delay);
    }

    /** A black hole: connections are taken and stay, and nothing arrives until {@link #resume}. */
    public void hold() {
        change(() -> {
            toServer.hold(true);
            toClient.hold(true);
        });
    }

    /** A black hole in one direction only. */
    public void hold(Direction direction) {
        change(() -> way(direction).hold(true));
    }

    /**
     * Resets all connections, and each new one as soon as it is there. The port stays taken: a free
     * one might be given to somebody else, even to the client that tries to connect to it.
     */
    public void cut() {
        change(() -> cut = true);
        relays.forEach(Relay::reset);
    }

    /** No longer cut or held; what was held arrives. Delays stay. */
    public void resume() {
        change(() -> {
            cut = false;
            toServer.hold(false);
            toClient.hold(false);
        });
    }

    public ProxyStatistics statistics() {
        return new ProxyStatistics(
                accepted.get(),
                refused.get(),
                relays.size(),
                toServer.delivered(),
                toClient.delivered(),
                toServer.waiting() + toClient.waiting());
    }

    private Way way(Direction direction) {
        return direction == Direction.TO_SERVER ? toServer : toClient;
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        relays.forEach(Relay::wake);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                arriving.add(client);
                var _ = Thread.ofVirtual().name("fault-proxy").start(() -> connect(client));
            } catch (IOException _) {
                // Closed, which the loop sees; or a client that was gone before it was taken.
            }
        }
    }

    private void connect(Socket client) {
        try {
            if (!passable()) {
                refuse(client);
                return;
            }
            carry(client, server());
        } catch (IOException _) {
            refuse(client);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            refuse(client);
        } finally {
            arriving.remove(client);
        }
    }

    private Socket server() throws IOException {
        Socket server = new Socket();
        try {
            server.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), target),
                    CONNECT_MILLIS);
            return server;
        } catch (IOException nobody) {
            Sockets.close(server);
            throw nobody;
        }
    }

    /** Waits while the way is held: a connection cannot be made through a black hole. */
    private boolean passable() throws InterruptedException {
        lock.lock();
        try {
            while (!closed && !cut && (toServer.held() || toClient.held())) {
                changed.await();
            }
            return !closed && !cut;
        } finally {
            lock.unlock();
        }
    }

    private void carry(Socket client, Socket server) throws IOException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        Relay relay =
                new Relay(
                        client,
                        server,
                        new DelayLine(toServer, capacity),
                        new DelayLine(toClient, capacity),
                        relays::remove);
        relays.add(relay);
        accepted.incrementAndGet();
        relay.start();
        // Who cut it meanwhile may not have seen this one.
        if (gone()) {
            relay.reset();
        }
    }

    private boolean gone() {
        lock.lock();
        try {
            return closed || cut;
        } finally {
            lock.unlock();
        }
    }

    private void refuse(Socket client) {
        refused.incrementAndGet();
        Sockets.resetOnClose(client);
        Sockets.close(client);
    }

    @Override
    public void close() {
        change(() -> closed = true);
        Sockets.close(listener);
        relays.forEach(Relay::reset);
        arriving.forEach(Sockets::close);
    }
}
