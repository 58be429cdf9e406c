package io.pagurus.gateway.behaviour;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Thread-safe. A collector that takes traces by OTLP over HTTP, and keeps their spans. */
final class OtlpReceiver implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    OtlpReceiver() {
        server = vertx.createHttpServer().requestHandler(this::take);
        Await.done(server.listen(0, "127.0.0.1"));
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/v1/traces";
    }

    private void take(HttpServerRequest request) {
        request.body()
                .onSuccess(body -> {
                    keep(body);
                    request.response().putHeader("Content-Type", "application/x-protobuf").end();
                });
    }

    private void keep(Buffer body) {
        try {
            ExportTraceServiceRequest.parseFrom(body.getBytes()).getResourceSpansList().stream()
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .flatMap(scope -> scope.getSpansList().stream())
                    .forEach(spans::add);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    /** At least so many, once they have come. */
    List<Span> spans(int count) {
        Await.until(() -> spans.size() >= count);
        return spans;
    }

    static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    static String attribute(Span span, String name) {
        return span.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals(name))
                .map(attribute -> attribute.getValue())
                .map(value ->
                        value.hasIntValue()
                                ? Long.toString(value.getIntValue())
                                : value.getStringValue())
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        Await.done(vertx.close());
    }
}
