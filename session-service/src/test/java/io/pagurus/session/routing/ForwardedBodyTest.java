package io.pagurus.session.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.local.process.Patience;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies by way of an instance that does not serve the session: what is kept of them, how long. */
class ForwardedBodyTest {

    private static final int SOME = 60_000;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();

    /** Requests that have reached the owner, whole. */
    private final List<RoutingContext> arrived = new CopyOnWriteArrayList<>();

    private volatile Consumer<RoutingContext> owner = _ -> {};
    private HttpClient caller;

    /** Immutable. */
    private record Answer(int status, JsonObject problem, String retryAfter) {

        String type() {
            return problem.getString("type", "").replace("urn:pagurus:problem:", "");
        }
    }

    @BeforeEach
    void startClient() {
        caller = vertx.createHttpClient();
    }

    @AfterEach
    void stopServers() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private TwoInstances instances(Map<String, String> settings) {
        Router router = Router.router(vertx);
        router.route()
                .handler(context ->
                        context.request()
                                .body()
                                .onSuccess(_ -> {
                                    arrived.add(context);
                                    owner.accept(context);
                                }));
        return TwoInstances.start(vertx, router, settings);
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedAndGivenUp() {
        // Given
        TwoInstances instances = instances(Map.of("pagurus.routing.max-body", "50K"));
        // When
        Answer answer = put(instances, SOME).join();
        // Then
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.type()).isEqualTo("too-large");
        eventually(() -> instances.forwarding().waiting() == 0);
        eventually(() -> instances.forwarding().keptBytes() == 0);
        assertThat(arrived).isEmpty();
    }

    @Test
    void moreRequestsThanMayWaitAreToldToComeBack() {
        // Given
        TwoInstances instances = instances(Map.of("pagurus.routing.max-forwarded", "1"));
        CompletableFuture<Answer> first = put(instances, 1);
        eventually(() -> arrived.size() == 1);
        // When
        Answer second = put(instances, 1).join();
        // Then
        assertThat(second).isEqualTo(unavailable(second.problem()));
        answerAll();
        assertThat(first.join().status()).isEqualTo(200);
        eventually(() -> instances.forwarding().waiting() == 0);
    }

    @Test
    void whatAllBodiesTakeTogetherIsBoundedAndIsGivenBackOnce() {
        // Given
        TwoInstances instances = instances(Map.of("pagurus.routing.max-kept", "100K"));
        CompletableFuture<Answer> first = put(instances, SOME);
        eventually(() -> arrived.size() == 1);
        // When
        Answer second = put(instances, SOME).join();
        // Then
        assertThat(second).isEqualTo(unavailable(second.problem()));
        eventually(() -> instances.forwarding().keptBytes() == SOME);
        answerAll();
        assertThat(first.join().status()).isEqualTo(200);
        eventually(() -> instances.forwarding().keptBytes() == 0);
        owner = _ -> answerAll();
        assertThat(put(instances, SOME).join().status()).isEqualTo(200);
        eventually(() -> instances.forwarding().keptBytes() == 0);
    }

    @Test
    void aBodyThatTricklesInHoldsItsPlaceNoLongerThanTheDeadline() {
        // Given
        TwoInstances instances = instances(Map.of("pagurus.routing.deadline", "300MS"));
        // When
        Answer answer =
                inTime(
                                request(instances)
                                        .compose(request -> {
                                            request.setChunked(true);
                                            return request.write("{")
                                                    .compose(_ -> request.response());
                                        })
                                        .compose(ForwardedBodyTest::answer))
                        .join();
        // Then
        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.type()).isEqualTo("request-timeout");
        eventually(() -> instances.forwarding().waiting() == 0);
        eventually(() -> instances.forwarding().keptBytes() == 0);
    }

    @Test
    void aCallerThatLeavesInTheMiddleOfItsBodyLeavesNothingBehind() {
        // Given
        TwoInstances instances = instances(Map.of());
        HttpClientRequest request =
                request(instances).toCompletionStage().toCompletableFuture().join();
        request.setChunked(true);
        var _ = request.write(Buffer.buffer(new byte[SOME]));
        eventually(() -> instances.forwarding().keptBytes() == SOME);
        // When
        var _ = request.connection().close();
        // Then
        eventually(() -> instances.forwarding().keptBytes() == 0);
        eventually(() -> instances.forwarding().waiting() == 0);
    }

    @Test
    void anInstanceThatHasTheSessionNoLongerIsAskedOnceMoreWithTheSameBody() {
        // Given
        owner = context -> context.response().setStatusCode(arrived.size() == 1 ? 421 : 200).end();
        TwoInstances instances = instances(Map.of());
        // When
        Answer answer = put(instances, SOME).join();
        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(arrived)
                .hasSize(2)
                .allSatisfy(context -> assertThat(context.request().bytesRead()).isEqualTo(SOME));
    }

    @Test
    void anOwnerThatDiedBeforeItAnsweredAndTheNextOneAreSentTheSameErrand() {
        // Given
        owner =
                context -> {
                    if (arrived.size() == 1) {
                        var _ = context.request().connection().close();
                    } else {
                        context.response().end();
                    }
                };
        TwoInstances instances = instances(Map.of());
        String chosen = "c".repeat(32);
        // When
        Answer answer =
                inTime(
                                request(instances)
                                        .map(request -> request.putHeader(ErrandId.HEADER, chosen))
                                        .compose(HttpClientRequest::send)
                                        .compose(ForwardedBodyTest::answer))
                        .join();
        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(arrived).hasSize(2);
        assertThat(errand(1)).isPresent().isEqualTo(errand(0)).isNotEqualTo(ErrandId.of(chosen));
        assertThat(put(instances, 1).join().status()).isEqualTo(200);
        assertThat(errand(2)).isPresent().isNotEqualTo(errand(0));
    }

    private Optional<ErrandId> errand(int arrival) {
        return ErrandId.of(arrived.get(arrival).request().getHeader(ErrandId.HEADER));
    }

    private void answerAll() {
        arrived.forEach(context -> {
            if (!context.response().ended()) {
                context.response().end();
            }
        });
    }

    private static Answer unavailable(JsonObject problem) {
        assertThat(problem.getString("type")).isEqualTo("urn:pagurus:problem:unavailable");
        return new Answer(503, problem, "1");
    }

    private CompletableFuture<Answer> put(TwoInstances instances, int bytes) {
        return inTime(
                request(instances)
                        .compose(request -> request.send(Buffer.buffer(new byte[bytes])))
                        .compose(ForwardedBodyTest::answer));
    }

    private static CompletableFuture<Answer> inTime(Future<Answer> answer) {
        return answer.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private Future<HttpClientRequest> request(TwoInstances instances) {
        return caller.request(
                new RequestOptions()
                        .setMethod(HttpMethod.PUT)
                        .setHost("127.0.0.1")
                        .setPort(instances.port())
                        .setURI("/v1/sessions/s1/turns/t1"));
    }

    private static Future<Answer> answer(HttpClientResponse response) {
        String retryAfter = String.valueOf(response.getHeader("Retry-After"));
        return response.body()
                .map(body ->
                        new Answer(
                                response.statusCode(),
                                body.length() == 0 ? new JsonObject() : body.toJsonObject(),
                                retryAfter));
    }

    private static void eventually(BooleanSupplier condition) {
        assertThat(Patience.of(LIMIT).until(condition)).isTrue();
    }
}
