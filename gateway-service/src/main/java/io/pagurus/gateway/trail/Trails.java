package io.pagurus.gateway.trail;

import io.opentelemetry.api.trace.SpanContext;
import io.pagurus.gateway.forwarding.Networks;
import io.pagurus.gateway.forwarding.Origin;
import io.pagurus.gateway.forwarding.Origins;
import io.pagurus.gateway.tracing.RequestSpans;
import io.pagurus.gateway.tracing.TraceParent;
import io.pagurus.gateway.tracing.Tracing;
import io.pagurus.gateway.upstream.NodeLoad;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Thread-safe, as its parts are. Begins the trail of each request: whether anybody will want to
 * know of it is decided then, so that of the others nothing is kept.
 */
public final class Trails {

    private final Networks trusted;
    private final int maxSteps;
    private final Origins origins;
    private final Clock clock;
    private final RandomGenerator random;
    private final RequestIds ids;
    private final Tracing tracing;
    private final TrailSink log;
    private final TrailSink explanations;
    private final boolean off;

    /**
     * @param trusted whose names of requests and of traces are taken over
     * @param random asked on every event loop, so thread-safe
     */
    public Trails(
            Networks trusted,
            int maxSteps,
            Origins origins,
            Clock clock,
            RandomGenerator random,
            Tracing tracing,
            TrailSink log,
            TrailSink explanations) {
        this.trusted = trusted;
        this.maxSteps = maxSteps;
        this.origins = origins;
        this.clock = clock;
        this.random = random;
        this.ids = new RequestIds(random);
        this.tracing = tracing;
        this.log = log;
        this.explanations = explanations;
        this.off = !tracing.isOn() && log.share() <= 0 && explanations.share() <= 0;
    }

    /** The trail of a request that has just come. */
    public Trail begin(HttpServerRequest request) {
        if (off) {
            return Trail.NONE;
        }
        boolean believed =
                !trusted.isNone() && trusted.contain(request.remoteAddress().hostAddress());
        String said = believed ? request.headers().get(RequestIds.HEADER) : null;
        String id = ids.of(said);
        SpanContext parent =
                believed && tracing.isOn()
                        ? TraceParent.read(request.headers().get(TraceParent.HEADER))
                        : null;
        boolean traced = tracing.wants(parent, random);
        boolean logged = random.nextDouble() < log.share();
        // Whoever names a request means to ask about it.
        boolean explained = isWanted(explanations, id.equals(said));
        boolean hidesTrace = tracing.isOn() && !believed;
        if (!traced && !logged && !explained) {
            request.response()
                    .headersEndHandler(_ -> request.response().putHeader(RequestIds.HEADER, id));
            return new Named(id, hidesTrace);
        }
        RequestSpans.About about = about(request, id);
        return new RecordedTrail(
                        this,
                        about,
                        traced ? tracing.begin(parent, about) : null,
                        hidesTrace,
                        logged,
                        explained)
                .answeredBy(request.response());
    }

    private boolean isWanted(TrailSink sink, boolean named) {
        return sink.share() > 0
                && (named || (random.nextDouble() < sink.share() && sink.hasRoom()));
    }

    private RequestSpans.About about(HttpServerRequest request, String id) {
        Origin origin = origins.of(request);
        String path = request.path();
        return new RequestSpans.About(
                id,
                request.method().name(),
                path == null ? "" : path,
                protocol(request.version()),
                origin.scheme(),
                origin.address(),
                nowMicros());
    }

    /** As OpenTelemetry writes it. */
    private static String protocol(HttpVersion version) {
        return switch (version) {
            case HTTP_1_0 -> "1.0";
            case HTTP_1_1 -> "1.1";
            case HTTP_2 -> "2";
        };
    }

    long nowMicros() {
        return NodeLoad.micros(clock.instant());
    }

    int maxSteps() {
        return maxSteps;
    }

    void over(RecordedTrail trail, boolean logged, boolean explained) {
        if (logged) {
            log.take(trail);
        }
        if (explained) {
            explanations.take(trail);
        }
    }
}
