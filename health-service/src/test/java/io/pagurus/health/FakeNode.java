package io.pagurus.health;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Thread-safe. A node that says that it is ready, until it is killed or stopped. */
final class FakeNode implements AutoCloseable {

    private final String region;
    private final int port;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private HttpServer server;

    FakeNode(String region) {
        this.region = region;
        this.server = listen(0);
        this.port = server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** As SIGKILL: connections are refused. */
    void kill() {
        server.stop(0);
    }

    void restart() {
        server = listen(port);
    }

    /** As SIGSTOP: connections are accepted, nothing is answered. */
    void pause() {
        stopped = new CountDownLatch(1);
    }

    void resume() {
        stopped.countDown();
    }

    private HttpServer listen(int at) {
        try {
            HttpServer made =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 50);
            byte[] answer =
                    "{\"ready\":true,\"region\":\"%s\"}"
                            .formatted(region)
                            .getBytes(StandardCharsets.UTF_8);
            made.createContext(
                    "/health",
                    exchange -> {
                        try (exchange) {
                            stopped.await();
                            exchange.sendResponseHeaders(200, answer.length);
                            exchange.getResponseBody().write(answer);
                        } catch (InterruptedException _) {
                            Thread.currentThread().interrupt();
                        }
                    });
            made.setExecutor(threads);
            made.start();
            return made;
        } catch (IOException notListening) {
            throw new UncheckedIOException(notListening);
        }
    }

    @Override
    public void close() {
        resume();
        server.stop(0);
        threads.shutdownNow();
    }
}
