package io.pagurus.gateway.wiring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.pagurus.gateway.accesslog.AccessLog;
import io.pagurus.gateway.accesslog.AccessLogConfig;
import io.pagurus.gateway.edge.Listening;
import io.pagurus.gateway.explain.ExplainConfig;
import io.pagurus.gateway.explain.Explanations;
import io.pagurus.gateway.forwarding.Networks;
import io.pagurus.gateway.tracing.TracesConfig;
import io.pagurus.gateway.tracing.Tracing;
import io.pagurus.gateway.trail.TrailConfig;
import io.pagurus.gateway.trail.TrailSink;
import io.pagurus.gateway.trail.Trails;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Called at start and at the end. Builds what remembers requests, and ends what writes of them. */
@Singleton
public class Seeing {

    private final Tracing tracing;
    private final TrailSink log;
    private final Explanations explanations;

    public Seeing(
            TracesConfig traces,
            AccessLogConfig accessLog,
            ExplainConfig explain,
            MeterRegistry registry,
            Clock clock,
            @ConfigProperty(name = "pagurus.instance") String instance,
            @ConfigProperty(name = "pagurus.region") String region) {
        this.tracing = Tracing.of(traces, instance, region);
        this.log = accessLog.enabled() ? log(accessLog, instance) : TrailSink.NONE;
        FunctionCounter.builder("pagurus.gateway.access-log.dropped", log, Seeing::dropped)
                .register(registry);
        this.explanations = new Explanations(explain, clock);
    }

    private static AccessLog log(AccessLogConfig config, String instance) {
        return AccessLog.of(config, instance, new FileOutputStream(FileDescriptor.out));
    }

    private static double dropped(TrailSink log) {
        return log instanceof AccessLog writing ? writing.dropped() : 0;
    }

    @Produces
    @Singleton
    Explanations explanations() {
        return explanations;
    }

    @Produces
    @Singleton
    Trails trails(TrailConfig config, Listening listening, Clock clock) {
        return new Trails(
                config.trustedClients().map(Networks::of).orElse(Networks.NONE),
                config.maxSteps(),
                listening.origins(),
                clock,
                () -> ThreadLocalRandom.current().nextLong(),
                tracing,
                log,
                explanations);
    }

    @PreDestroy
    void close() {
        if (log instanceof AccessLog writing) {
            writing.close();
        }
        tracing.close();
    }
}
