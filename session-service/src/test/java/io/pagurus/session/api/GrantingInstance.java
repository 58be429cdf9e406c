package io.pagurus.session.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pagurus.events.CloudEvent;
import io.pagurus.events.DirectoryEvent.PartitionServed;
import io.pagurus.session.routing.Forwarding;
import io.pagurus.session.routing.Parcels;
import io.pagurus.session.routing.PartitionDirectory;
import io.pagurus.session.routing.RoutingSettings;
import io.pagurus.session.settings.TestSettings;
import io.pagurus.session.wiring.RealStore;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Confined to a test. A store that takes batches of grants over HTTP, without the rest of REST. */
final class GrantingInstance implements AutoCloseable {

    private static final ObjectMapper JSON = JsonMapper.builder().findAndAddModules().build();

    private final String name;
    private final RealStore store;
    private final PartitionDirectory directory = new PartitionDirectory();
    private final Vertx vertx = Vertx.vertx();
    private final GrantBatches batches;
    private final HttpServer server;

    GrantingInstance(String name, String kafka, String redis, String prefix) {
        this.name = name;
        this.store = new RealStore(kafka, redis, prefix, name);
        this.batches =
                new GrantBatches(
                        new Grants(
                                new Openings(
                                        new Commits(
                                                store.writer,
                                                store.journal.sessions(),
                                                new SimpleMeterRegistry()),
                                        store.journal.sessions(),
                                        TestSettings.of(Map.of())
                                                .getConfigMapping(ApiSettings.class)),
                                Clock.systemUTC()),
                        new Parcels(
                                vertx,
                                store.journal.sessions(),
                                directory,
                                name,
                                TestSettings.of(Map.of("pagurus.routing.url", "http://127.0.0.1:1"))
                                        .getConfigMapping(RoutingSettings.class)),
                        JSON);
        this.server =
                vertx.createHttpServer()
                        .requestHandler(request ->
                                request.body()
                                        .onSuccess(body ->
                                                Thread.ofVirtual()
                                                        .start(() -> answer(request, body))))
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    private void answer(HttpServerRequest request, Buffer body) {
        try {
            var asked = JSON.readValue(body.getBytes(), Requests.Grants.class).grants();
            boolean known =
                    request.path().equals("/v1/grants")
                            && "Bearer t".equals(request.getHeader("Authorization"))
                            && request.getHeader(Forwarding.FORWARDED) != null;
            if (!known || asked == null) {
                request.response().setStatusCode(400).end();
                return;
            }
            var results = new Answers.Grants(batches.here(asked));
            request.response().end(Buffer.buffer(JSON.writeValueAsBytes(results)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Answers.Grant> everywhere(List<Requests.@Nullable Grant> grants) {
        return batches.everywhere(grants, "Bearer t");
    }

    List<Answers.Grant> here(List<Requests.@Nullable Grant> grants) {
        return batches.here(grants);
    }

    static String json(List<Answers.Grant> results) {
        JsonNode tree = JSON.valueToTree(results);
        return tree.toString();
    }

    /** What the other one serves now is what this one hears of it, and the last. */
    void hearOf(GrantingInstance other) {
        String url = "http://127.0.0.1:" + other.server.actualPort();
        for (int partition : other.store.journal.sessions().served()) {
            directory.on(
                    new CloudEvent<>(
                            "1",
                            "/test",
                            Instant.EPOCH,
                            new PartitionServed(partition, other.name, url, null)),
                    new ConsumerRecord<>("directory", 0, 0, "0", new byte[0]));
        }
    }

    int served() {
        return store.journal.sessions().served().size();
    }

    int sessions() {
        return store.journal.sessions().size();
    }

    void stopListening() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        store.close();
    }
}
