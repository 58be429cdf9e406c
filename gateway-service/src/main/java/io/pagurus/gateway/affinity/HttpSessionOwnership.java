package io.pagurus.gateway.affinity;

import io.pagurus.gateway.access.Caller;
import io.pagurus.gateway.identity.Identity;
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

/** Thread-safe, event loop. {@link SessionOwnership} over session-service's REST. */
public final class HttpSessionOwnership implements SessionOwnership {

    private final HttpClient client;
    private final String url;
    private final @Nullable String token;
    private final Duration timeout;
    private final Clock clock;
    private final Neighbour neighbour;
    private final @Nullable String traceParent;

    /**
     * @param token what the gateway says who it is with; null where nobody asks
     * @param timeout for one call; a commit across regions takes a few hundred milliseconds
     */
    public HttpSessionOwnership(
            HttpClient client, String url, @Nullable String token, Duration timeout, Clock clock) {
        this.client = client;
        this.url = url;
        this.token = token;
        this.timeout = timeout;
        this.clock = clock;
        this.neighbour = new Neighbour("session-service");
        this.traceParent = null;
    }

    private HttpSessionOwnership(HttpSessionOwnership of, String traceParent) {
        this.client = of.client;
        this.url = of.url;
        this.token = of.token;
        this.timeout = of.timeout;
        this.clock = of.clock;
        this.neighbour = of.neighbour;
        this.traceParent = traceParent;
    }

    @Override
    public SessionOwnership within(@Nullable String trace) {
        return trace == null ? this : new HttpSessionOwnership(this, trace);
    }

    /** A session that has expired is opened anew, with the epoch after the one that it had. */
    @Override
    public Future<OwnershipAnswer> grant(
            Identity turn, long expectedEpoch, String node, String region, String reason) {
        return grantOnce(turn, expectedEpoch, node, region, reason)
                .compose(answer ->
                        answer instanceof OwnershipAnswer.Expired(long epoch)
                                ? grantOnce(turn, epoch, node, region, reason)
                                : Future.succeededFuture(answer));
    }

    private Future<OwnershipAnswer> grantOnce(
            Identity turn, long expectedEpoch, String node, String region, String reason) {
        JsonObject asked =
                new JsonObject()
                        .put("expectedEpoch", expectedEpoch)
                        .put("node", node)
                        .put("region", region)
                        .put("reason", reason)
                        .put("migrationId", null)
                        .put("principal", turn.principal())
                        .put("requestedAt", clock.instant().toString());
        String path = "/v1/sessions/" + turn.sessionId() + "/ownership";
        return call(HttpMethod.POST, path, asked.toBuffer());
    }

    @Override
    public Future<OwnershipAnswer> find(String sessionId) {
        return call(HttpMethod.GET, "/v1/sessions/" + sessionId, Buffer.buffer());
    }

    /** Whether session-service answers. */
    public Neighbour neighbour() {
        return neighbour;
    }

    private Future<OwnershipAnswer> call(HttpMethod method, String path, Buffer body) {
        RequestOptions options =
                new RequestOptions()
                        .setMethod(method)
                        .setAbsoluteURI(url + path)
                        .setTimeout(timeout.toMillis())
                        .putHeader("Content-Type", "application/json");
        if (token != null) {
            options.putHeader("Authorization", "Bearer " + token);
        }
        if (traceParent != null) {
            options.putHeader("traceparent", traceParent);
        }
        return client.request(options)
                .compose(request -> request.send(body))
                .compose(head -> head.body().map(answer -> read(head.statusCode(), answer)))
                .otherwise(failure -> new OwnershipAnswer.Unavailable(failure.toString()))
                .onSuccess(this::note);
    }

    private void note(OwnershipAnswer answer) {
        if (answer instanceof OwnershipAnswer.Unavailable(String why)) {
            neighbour.failed(why);
        } else {
            neighbour.answered();
        }
    }

    static OwnershipAnswer read(int status, Buffer body) {
        try {
            return switch (status) {
                case 200 -> owned(body.toJsonObject());
                case 404 -> new OwnershipAnswer.Unknown();
                case 409 -> conflict(body.toJsonObject());
                // 401 is about our own token, nothing that a client could mend.
                case 401, 408, 425, 429 -> new OwnershipAnswer.Unavailable("status " + status);
                default ->
                        status >= 400 && status < 500
                                ? new OwnershipAnswer.Refused(status, detail(body))
                                : new OwnershipAnswer.Unavailable("status " + status);
            };
        } catch (DecodeException | ClassCastException | IllegalArgumentException notAsAgreed) {
            return new OwnershipAnswer.Unavailable(
                    "an answer that is not as agreed, status " + status);
        }
    }

    private static OwnershipAnswer owned(JsonObject session) {
        return isExpired(session) ? expired(session) : new OwnershipAnswer.Owned(owner(session));
    }

    private static OwnershipAnswer conflict(JsonObject problem) {
        JsonObject current = problem.getJsonObject("current");
        String type = problem.getString("type", "");
        if (!type.endsWith(":epoch-conflict")) {
            return new OwnershipAnswer.Refused(409, problem.getString("detail", "conflict"));
        }
        if (current == null) {
            // Forgotten since we last heard of it: what we remember of its owner is of no use.
            return new OwnershipAnswer.Unknown();
        }
        return isExpired(current)
                ? expired(current)
                : new OwnershipAnswer.Overtaken(owner(current));
    }

    private static boolean isExpired(JsonObject session) {
        return "expired".equals(session.getString("state"));
    }

    private static OwnershipAnswer expired(JsonObject session) {
        return new OwnershipAnswer.Expired(owner(session).epoch());
    }

    private static KnownOwner owner(JsonObject view) {
        JsonObject owner = view.getJsonObject("owner");
        Long epoch = view.getLong("epoch");
        if (owner == null || epoch == null) {
            throw new IllegalArgumentException("a session without owner");
        }
        String node = owner.getString("node");
        String region = owner.getString("region");
        if (node == null || region == null) {
            throw new IllegalArgumentException("an owner without node or region");
        }
        // Opened before anybody had to say who they are: it is for those who need not say it now.
        String principal = view.getString("principal", Caller.ANONYMOUS);
        return new KnownOwner(
                node, region, epoch, principal == null ? Caller.ANONYMOUS : principal);
    }

    private static String detail(Buffer body) {
        return body.length() == 0 ? "" : body.toJsonObject().getString("detail", "");
    }
}
