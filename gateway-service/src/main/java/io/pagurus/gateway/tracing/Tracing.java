package io.pagurus.gateway.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; never blocks but to close. Decides which requests are traced, and exports their
 * spans beside them: what the queue has no room for is dropped.
 */
public final class Tracing implements AutoCloseable {

    private static final int CLOSE_SECONDS = 2;
    private static final int BATCH = 512;

    private final @Nullable SdkTracerProvider provider;
    private final @Nullable Tracer tracer;
    private final double share;

    private Tracing(@Nullable SdkTracerProvider provider, double share) {
        this.provider = provider;
        this.tracer = provider == null ? null : provider.get("io.pagurus.gateway");
        this.share = share;
    }

    /** Nothing is traced. */
    public static Tracing off() {
        return new Tracing(null, 0);
    }

    public static Tracing of(TracesConfig config, String instance, String region) {
        if (config.endpoint().isEmpty()) {
            return off();
        }
        OtlpHttpSpanExporterBuilder exporter =
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(config.endpoint().get())
                        .setTimeout(config.exportTimeout());
        config.headers().forEach(exporter::addHeader);
        SdkTracerProvider provider =
                SdkTracerProvider.builder()
                        .setResource(resource(instance, region))
                        // What is not to be traced has no spans made for it in the first place.
                        .setSampler(Sampler.alwaysOn())
                        .addSpanProcessor(
                                BatchSpanProcessor.builder(exporter.build())
                                        .setMaxQueueSize(config.maxQueued())
                                        .setMaxExportBatchSize(Math.min(BATCH, config.maxQueued()))
                                        .setScheduleDelay(config.exportEvery())
                                        .setExporterTimeout(config.exportTimeout())
                                        .build())
                        .build();
        return new Tracing(provider, config.share());
    }

    private static Resource resource(String instance, String region) {
        return Resource.builder()
                .put("service.name", "gateway-service")
                .put("service.instance.id", instance)
                .put("cloud.region", region)
                .build();
    }

    public boolean isOn() {
        return tracer != null;
    }

    /**
     * Whether a request is traced.
     *
     * @param parent what a trusted client said; null when none did
     */
    public boolean wants(@Nullable SpanContext parent, RandomGenerator random) {
        return isOn() && (parent == null ? random.nextDouble() < share : parent.isSampled());
    }

    /** The spans of a request that is traced. */
    public RequestSpans begin(@Nullable SpanContext parent, RequestSpans.About about) {
        return new RequestSpans(Objects.requireNonNull(tracer), parent, about);
    }

    @Override
    public void close() {
        if (provider != null) {
            var _ = provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
