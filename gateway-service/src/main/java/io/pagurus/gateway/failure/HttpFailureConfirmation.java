package io.pagurus.gateway.failure;

import io.pagurus.gateway.observation.Neighbour;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Thread-safe, event loop. {@link FailureConfirmation} over health-service's REST. */
public final class HttpFailureConfirmation implements FailureConfirmation {

    private final HttpClient client;
    private final String url;
    private final @Nullable String token;
    private final String observer;
    private final Duration timeout;
    private final Clock clock;
    private final Neighbour neighbour = new Neighbour("health-service");

    /**
     * @param observer this gateway's name
     * @param timeout for one call; more than the 2 s that health-service takes at most
     */
    public HttpFailureConfirmation(
            HttpClient client,
            String url,
            @Nullable String token,
            String observer,
            Duration timeout,
            Clock clock) {
        this.client = client;
        this.url = url;
        this.token = token;
        this.observer = observer;
        this.timeout = timeout;
        this.clock = clock;
    }

    @Override
    public Future<Verdict> confirm(Suspicion suspicion) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(url + "/v1/nodes/" + suspicion.nodeId() + "/suspicions")
                        .setTimeout(timeout.toMillis())
                        .putHeader("Content-Type", "application/json");
        if (token != null) {
            options.putHeader("Authorization", "Bearer " + token);
        }
        return client.request(options)
                .compose(request -> request.send(body(suspicion)))
                .compose(head -> head.body().map(answer -> read(head.statusCode(), answer)))
                .onComplete(this::note, failure -> neighbour.failed(failure.toString()))
                .otherwise(Verdict.UNAVAILABLE);
    }

    /** Whether health-service answers. */
    public Neighbour neighbour() {
        return neighbour;
    }

    private void note(Verdict verdict) {
        if (verdict == Verdict.UNAVAILABLE) {
            neighbour.failed("an answer without a verdict");
        } else {
            neighbour.answered();
        }
    }

    private Buffer body(Suspicion suspicion) {
        return new JsonObject()
                .put("incarnation", suspicion.incarnation())
                .put("observer", observer)
                .put("phase", suspicion.failure().phase().label())
                .put("failure", suspicion.failure().failure())
                .put("at", clock.instant().toString())
                .toBuffer();
    }

    static Verdict read(int status, Buffer body) {
        if (status == 404) {
            // A registry that has not been read yet has no nodes: no reason to take sessions over.
            return Verdict.UNCONFIRMED;
        }
        if (status != 200) {
            return Verdict.UNAVAILABLE;
        }
        try {
            return switch (body.toJsonObject().getString("verdict", "")) {
                case "ejected" -> Verdict.EJECTED;
                case "healthy" -> Verdict.HEALTHY;
                case "unconfirmed" -> Verdict.UNCONFIRMED;
                default -> Verdict.UNAVAILABLE;
            };
        } catch (DecodeException | ClassCastException notAsAgreed) {
            return Verdict.UNAVAILABLE;
        }
    }
}
