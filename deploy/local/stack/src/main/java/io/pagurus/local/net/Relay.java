package io.pagurus.local.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; four virtual threads, which block. One connection through a proxy: for each
 * direction one thread that reads into a line, and one that writes what arrives.
 */
final class Relay {

    private static final int PIECE = 64 * 1024;

    private final Socket client;
    private final Socket server;
    private final DelayLine toServer;
    private final DelayLine toClient;
    private final Consumer<Relay> atEnd;
    private final AtomicInteger running = new AtomicInteger(2);
    private final AtomicBoolean ended = new AtomicBoolean();

    Relay(
            Socket client,
            Socket server,
            DelayLine toServer,
            DelayLine toClient,
            Consumer<Relay> atEnd) {
        this.client = client;
        this.server = server;
        this.toServer = toServer;
        this.toClient = toClient;
        this.atEnd = atEnd;
    }

    void start() {
        begin(() -> read(client, toServer));
        begin(() -> write(toServer, server));
        begin(() -> read(server, toClient));
        begin(() -> write(toClient, client));
    }

    private static void begin(Runnable task) {
        var _ = Thread.ofVirtual().name("relay").start(task);
    }

    private void read(Socket from, DelayLine line) {
        byte[] buffer = new byte[PIECE];
        try {
            InputStream in = from.getInputStream();
            int count = in.read(buffer);
            while (count >= 0) {
                if (!line.put(Arrays.copyOf(buffer, count))) {
                    return;
                }
                count = in.read(buffer);
            }
            line.end();
        } catch (IOException | InterruptedException _) {
            reset();
        }
    }

    private void write(DelayLine line, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            byte @Nullable [] piece = line.take();
            while (piece != null) {
                out.write(piece);
                piece = line.take();
            }
            if (!ended.get()) {
                to.shutdownOutput();
            }
        } catch (IOException | InterruptedException _) {
            reset();
        } finally {
            if (running.decrementAndGet() == 0) {
                end();
            }
        }
    }

    void wake() {
        toServer.wake();
        toClient.wake();
    }

    /** Both ends are told that it broke; what was on its way is lost. */
    void reset() {
        Sockets.resetOnClose(client);
        Sockets.resetOnClose(server);
        end();
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            toServer.tear();
            toClient.tear();
            Sockets.close(client);
            Sockets.close(server);
            atEnd.accept(this);
        }
    }
}
