package io.pagurus.gateway.wiring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.pagurus.events.AuditEvent;
import io.pagurus.events.kafka.EventWriter;
import io.pagurus.events.kafka.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Producer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Thread-safe; the admin port's event loops never block here. Tells Kafka of each call of the admin
 * API, refused ones too, from a thread of its own. While Kafka is away a bounded number waits; what
 * is beyond is counted and stands in the log.
 */
@Singleton
public class AdminAudit {

    private static final System.Logger LOG = System.getLogger(AdminAudit.class.getName());
    private static final int MOST_WAITING = 1_024;
    private static final Duration MAX_BLOCK = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Before whatever else may answer, authentication too. */
    private static final int FIRST = 10_000;

    private final BlockingQueue<AuditEvent> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final LongAdder lost = new LongAdder();
    private final Clock clock;
    private final String bootstrap;
    private final String instance;
    private final Topics topics;
    private final Thread thread;
    private volatile boolean closing;

    public AdminAudit(
            MeterRegistry registry,
            Clock clock,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrap,
            @ConfigProperty(name = "pagurus.instance") String instance,
            @ConfigProperty(name = "pagurus.kafka.topic-prefix") String prefix) {
        this.clock = clock;
        this.bootstrap = bootstrap;
        this.instance = instance;
        this.topics = new Topics(prefix);
        this.thread = Thread.ofPlatform().daemon().name("admin-audit").unstarted(this::write);
        FunctionCounter.builder("pagurus.gateway.audit.lost", lost, LongAdder::sum)
                .register(registry);
    }

    void listen(@Observes Filters filters) {
        filters.register(this::hear, FIRST);
        thread.start();
    }

    private void hear(RoutingContext call) {
        if (call.normalizedPath().startsWith("/admin/")) {
            call.addEndHandler(_ -> called(call));
        }
        call.next();
    }

    private void called(RoutingContext call) {
        AuditEvent event =
                new AuditEvent.AdminCalled(
                        "gateway-service",
                        instance,
                        principal(call),
                        call.request().method() + " " + call.normalizedPath(),
                        call.response().getStatusCode());
        if (!waiting.offer(event)) {
            lose(event);
        }
    }

    private static String principal(RoutingContext call) {
        return call.user() instanceof QuarkusHttpUser user
                        && !user.getSecurityIdentity().isAnonymous()
                ? user.getSecurityIdentity().getPrincipal().getName()
                : "anonymous";
    }

    private void lose(AuditEvent event) {
        lost.increment();
        LOG.log(System.Logger.Level.WARNING, "Not in the audit topic: {0}", event);
    }

    private void write() {
        try (Producer<String, byte[]> producer =
                Feeds.producer(bootstrap, instance + "-audit", MAX_BLOCK)) {
            EventWriter writer =
                    new EventWriter(producer, topics, "/gateway-service/" + instance, clock);
            while (!closing) {
                write(writer, waiting.take());
            }
        } catch (InterruptedException _) {
            // Closing: what still waits is told to the log.
        }
        waiting.forEach(this::lose);
    }

    /** One at a time, in order; one that may be there already is written again under its id. */
    private static void write(EventWriter writer, AuditEvent event) throws InterruptedException {
        String id = UUID.randomUUID().toString();
        while (!isWritten(writer, id, event)) {
            Thread.sleep(PAUSE);
        }
    }

    private static boolean isWritten(EventWriter writer, String id, AuditEvent event) {
        return writer.write(id, event)
                .handle((_, failure) -> failure == null)
                .toCompletableFuture()
                .join();
    }

    void stop(@Observes ShutdownEvent event) {
        closing = true;
        thread.interrupt();
    }
}
