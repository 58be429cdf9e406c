package io.pagurus.gateway.behaviour;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Thread-safe. A node that does with each request what the test has told it to. */
final class StandInNode implements AutoCloseable {

    /** What a request was, once its body had come. */
    record Received(String method, String uri, MultiMap headers, String body) {
        String header(String name) {
            String value = headers.get(name);
            return value == null ? "" : value;
        }
    }

    /** What a node does with a request. */
    @FunctionalInterface
    interface Deed {
        void with(HttpServerRequest request);
    }

    static final String DONE = "data: [DONE]\n\n";

    private final String id;
    private final HttpServer server;
    private final ConcurrentLinkedQueue<Deed> next = new ConcurrentLinkedQueue<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger connectionsClosed = new AtomicInteger();
    private volatile Deed always = answer("ok");

    StandInNode(Vertx vertx, String id) {
        this(vertx, id, new HttpServerOptions().setHost("127.0.0.1"));
    }

    StandInNode(Vertx vertx, String id, HttpServerOptions options) {
        this.id = id;
        this.server =
                vertx.createHttpServer(options)
                        .connectionHandler(
                                c -> c.closeHandler(_ -> connectionsClosed.incrementAndGet()))
                        .requestHandler(this::take);
        Await.done(server.listen(0, options.getHost()));
    }

    private void take(HttpServerRequest request) {
        request.body()
                .onSuccess(body -> {
                    received.add(
                            new Received(
                                    request.method().name(),
                                    request.uri(),
                                    MultiMap.caseInsensitiveMultiMap().addAll(request.headers()),
                                    body.toString()));
                    Deed deed = next.poll();
                    (deed == null ? always : deed).with(request);
                });
    }

    String id() {
        return id;
    }

    List<Received> received() {
        return received;
    }

    int connectionsClosed() {
        return connectionsClosed.get();
    }

    /** What it does with the next request that has not got a deed yet. */
    StandInNode next(Deed deed) {
        next.add(deed);
        return this;
    }

    /** What it does with every request else. */
    StandInNode always(Deed deed) {
        always = deed;
        return this;
    }

    int port() {
        return server.actualPort();
    }

    /** As if killed: connections are reset, and new ones refused. */
    @Override
    public void close() {
        Await.done(server.close());
    }

    // ---- deeds

    static Deed answer(String text) {
        return r ->
                r.response()
                        .putHeader("Content-Type", "application/json")
                        .end("{\"answer\":\"" + text + "\"}");
    }

    static Deed problem(int status, String type, boolean retryable) {
        return r ->
                r.response()
                        .setStatusCode(status)
                        .putHeader("Content-Type", "application/problem+json")
                        .end(
                                "{\"type\":\"urn:pagurus:problem:"
                                        + type
                                        + "\",\"retryable\":"
                                        + retryable
                                        + "}");
    }

    /** A stream of these events, ended as the contract has it. */
    static Deed stream(String... words) {
        return r -> {
            HttpServerResponse response = events(r, words);
            response.end(DONE);
        };
    }

    /** A stream that is cut behind these events and half of another. */
    static Deed cutStream(String... words) {
        return r -> {
            events(r, words);
            r.response().write("data: hal").onComplete(_ -> r.connection().close());
        };
    }

    /** An answer that is cut in its body. */
    static Deed cutAnswer() {
        return r -> {
            r.response().putHeader("Content-Length", "1000");
            r.response().write("{\"answer\":").onComplete(_ -> r.connection().close());
        };
    }

    static Deed reset() {
        return r -> r.connection().close();
    }

    /** Takes the request, and is never heard of again. */
    static Deed hang() {
        return _ -> {};
    }

    /** A stream that begins and then hangs. */
    static Deed hangingStream(String... words) {
        return r -> events(r, words);
    }

    private static HttpServerResponse events(HttpServerRequest request, String... words) {
        HttpServerResponse response =
                request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
        for (String word : words) {
            response.write(Buffer.buffer(event(word)));
        }
        return response;
    }

    static String event(String word) {
        return "data: {\"word\":\"" + word + "\"}\n\n";
    }
}
