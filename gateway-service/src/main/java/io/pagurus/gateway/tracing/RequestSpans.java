package io.pagurus.gateway.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one request. Its span, and one at a time of what it does. Times are microseconds of
 * the edge's clock. Attributes are OpenTelemetry's semantic conventions for HTTP, and {@code
 * pagurus.*}.
 */
public final class RequestSpans {

    private static final int FIRST_SERVER_ERROR = 500;

    private final Tracer tracer;
    private final Context context;
    private final Span request;
    private final String method;
    private @Nullable Span step;

    /** Immutable. What is known of a request when it comes. */
    public record About(
            String id,
            String method,
            String path,
            String protocol,
            String scheme,
            String client,
            long atMicros) {}

    /** Immutable. What is known of it when it is over. */
    public record End(
            @Nullable String route,
            @Nullable String session,
            @Nullable String turn,
            int status,
            String outcome,
            @Nullable String problem,
            long atMicros) {}

    RequestSpans(Tracer tracer, @Nullable SpanContext parent, About about) {
        this.tracer = tracer;
        this.method = about.method();
        SpanBuilder builder = begin(about.method(), SpanKind.SERVER, about.atMicros());
        Context root = Context.root();
        builder.setParent(parent == null ? root : root.with(Span.wrap(parent)));
        request =
                builder.setAttribute("http.request.method", about.method())
                        .setAttribute("url.path", about.path())
                        .setAttribute("url.scheme", about.scheme())
                        .setAttribute("client.address", about.client())
                        .setAttribute("network.protocol.version", about.protocol())
                        .setAttribute("pagurus.request.id", about.id())
                        .startSpan();
        context = root.with(request);
    }

    public String traceId() {
        return request.getSpanContext().getTraceId();
    }

    /** A node is asked; returns what is to be told it. */
    public String tries(String node, String region, long epoch, int resend, long atMicros) {
        SpanBuilder span =
                begin(method, SpanKind.CLIENT, atMicros)
                        .setParent(context)
                        .setAttribute("http.request.method", method)
                        .setAttribute("pagurus.node", node)
                        .setAttribute("pagurus.region", region);
        if (epoch > 0) {
            span.setAttribute("pagurus.session.epoch", epoch);
        }
        if (resend > 0) {
            span.setAttribute("http.request.resend_count", resend);
        }
        return open(span);
    }

    /** Another service is asked; returns what is to be told it. */
    public String asks(String what, long atMicros) {
        return open(begin(what, SpanKind.CLIENT, atMicros).setParent(context));
    }

    private String open(SpanBuilder builder) {
        Span opened = builder.startSpan();
        step = opened;
        return TraceParent.write(opened.getSpanContext());
    }

    /**
     * What was asked has answered, or will not.
     *
     * @param status of its answer; 0 when there is none to tell of
     */
    public void stepEnds(int status, String how, boolean good, long atMicros) {
        Span ended = step;
        step = null;
        if (ended == null) {
            return;
        }
        if (status > 0) {
            ended.setAttribute("http.response.status_code", status);
        }
        ended.setAttribute("pagurus.outcome", how);
        if (!good) {
            ended.setAttribute("error.type", how);
            ended.setStatus(StatusCode.ERROR);
        }
        ended.end(atMicros, TimeUnit.MICROSECONDS);
    }

    public void ends(End end) {
        if (end.route() != null) {
            request.updateName(method + " " + end.route());
        }
        set("pagurus.route", end.route());
        set("pagurus.session.id", end.session());
        set("pagurus.turn.id", end.turn());
        set("error.type", end.problem());
        request.setAttribute("pagurus.outcome", end.outcome());
        if (end.status() > 0) {
            request.setAttribute("http.response.status_code", end.status());
        }
        if (end.status() >= FIRST_SERVER_ERROR) {
            request.setStatus(StatusCode.ERROR);
        }
        request.end(end.atMicros(), TimeUnit.MICROSECONDS);
    }

    private void set(String name, @Nullable String value) {
        if (value != null) {
            request.setAttribute(name, value);
        }
    }

    private SpanBuilder begin(String name, SpanKind kind, long atMicros) {
        return tracer.spanBuilder(name)
                .setSpanKind(kind)
                .setStartTimestamp(atMicros, TimeUnit.MICROSECONDS);
    }
}
