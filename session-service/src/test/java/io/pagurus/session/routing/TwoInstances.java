package io.pagurus.session.routing;

import io.pagurus.events.CloudEvent;
import io.pagurus.events.DirectoryEvent.PartitionServed;
import io.pagurus.session.journal.SpreadTable;
import io.pagurus.session.settings.TestSettings;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Confined to a test. An instance that serves nothing and answers the rest with "here", and the one
 * that serves all sessions.
 *
 * @param port of the first one
 */
record TwoInstances(Forwarding forwarding, int port) {

    /**
     * @param more settings of the first one's routing
     */
    static TwoInstances start(Vertx vertx, Router owner, Map<String, String> more) {
        Forwarding forwarding = forwarding(vertx, "http://127.0.0.1:" + listen(vertx, owner), more);
        Router router = Router.router(vertx);
        router.route().handler(forwarding);
        router.route().handler(context -> context.response().end("here"));
        return new TwoInstances(forwarding, listen(vertx, router));
    }

    private static Forwarding forwarding(Vertx vertx, String owner, Map<String, String> more) {
        PartitionDirectory directory = new PartitionDirectory();
        directory.on(
                new CloudEvent<>(
                        "1", "/test", Instant.EPOCH, new PartitionServed(0, "other", owner, null)),
                new ConsumerRecord<>("directory", 0, 0, "0", new byte[0]));
        Map<String, String> settings = new HashMap<>(more);
        settings.put("pagurus.routing.url", "http://127.0.0.1:1");
        return new Forwarding(
                vertx,
                SpreadTable.over(1),
                directory,
                "this",
                TestSettings.of(settings).getConfigMapping(RoutingSettings.class),
                new SecureRandom());
    }

    private static int listen(Vertx vertx, Router router) {
        return vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }
}
