package io.pagurus.node.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Function;

/** Thread-safe; blocks its (virtual) thread. session-service over REST; makes each call once. */
public final class HttpSessionStore implements SessionStore, AutoCloseable {

    /** A history larger than this is not loaded: the node would not survive many of them. */
    private static final long MAX_ANSWER_BYTES = 64L << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final String nodeId;
    private final String token;
    private final Duration timeout;
    private final HttpClient http;

    /**
     * A client of session-service.
     *
     * @param timeout of one call; a commit is answered only when its record was read back
     */
    public HttpSessionStore(URI base, String nodeId, String token, Duration timeout) {
        this.base = base;
        this.nodeId = nodeId;
        this.token = token;
        this.timeout = timeout;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(timeout)
                        .build();
    }

    @Override
    public StoreReply<StoredSession> load(String sessionId) {
        HttpRequest asked = to("/v1/sessions/" + sessionId + "?history=true&since=0").GET().build();
        return call(asked, StoreJson::session);
    }

    @Override
    public StoreReply<TurnVerdict> start(TurnRef turn, String requestDigest, boolean streaming) {
        ObjectNode body = by(turn).put("requestDigest", requestDigest).put("streaming", streaming);
        return call(send("POST", path(turn) + "/start", body), StoreJson::verdict);
    }

    @Override
    public StoreReply<Accepted> intend(TurnRef turn, Intent intent) {
        ObjectNode body =
                by(turn).put("tool", intent.tool()).put("idempotent", intent.idempotent());
        body.set("input", intent.input());
        return call(send("POST", task(turn, intent.taskId()) + "/intent", body), _ -> accepted());
    }

    @Override
    public StoreReply<Accepted> finish(TurnRef turn, String taskId, JsonNode result) {
        ObjectNode body = by(turn);
        body.set("result", result);
        return call(send("POST", task(turn, taskId) + "/result", body), _ -> accepted());
    }

    @Override
    public StoreReply<Accepted> commit(TurnRef turn, Commit commit) {
        ObjectNode body =
                by(turn).put("seq", commit.seq())
                        .put("requestDigest", commit.requestDigest())
                        .put("startedAt", commit.startedAt().toString());
        body.putArray("messages").addAll(commit.messages());
        body.putNull("agentState");
        return call(send("PUT", path(turn), body), _ -> accepted());
    }

    @Override
    public StoreReply<Accepted> fail(TurnRef turn, String reason) {
        ObjectNode body = by(turn).put("reason", reason);
        return call(send("POST", path(turn) + "/fail", body), _ -> accepted());
    }

    private static Accepted accepted() {
        return new Accepted();
    }

    private ObjectNode by(TurnRef turn) {
        ObjectNode body =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("epoch", turn.epoch())
                        .put("node", nodeId);
        return turn.attempt() > 0 ? body.put("attempt", turn.attempt()) : body;
    }

    private static String path(TurnRef turn) {
        return "/v1/sessions/" + turn.sessionId() + "/turns/" + turn.turnId();
    }

    private static String task(TurnRef turn, String taskId) {
        return path(turn) + "/tasks/" + taskId;
    }

    private HttpRequest send(String method, String path, ObjectNode body) {
        try {
            return to(path).header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a call that has no JSON", e);
        }
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(timeout)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token);
    }

    private <T> StoreReply<T> call(HttpRequest request, Function<JsonNode, T> read) {
        try {
            HttpResponse<byte[]> response =
                    http.send(
                            request,
                            BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
            return response.statusCode() == 200
                    ? StoreJson.answer(read.apply(JSON.readTree(response.body())))
                    : StoreJson.denied(response.statusCode(), problem(response.body()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new StoreReply.Denied<>(new Denial.Away("interrupted"));
        } catch (IOException | RuntimeException failure) {
            return new StoreReply.Denied<>(new Denial.Away(failure.getClass().getSimpleName()));
        }
    }

    private static JsonNode problem(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException _) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
