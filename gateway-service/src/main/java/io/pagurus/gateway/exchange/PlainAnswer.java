package io.pagurus.gateway.exchange;

import io.pagurus.gateway.affinity.Stay;
import io.pagurus.gateway.listener.AnswerChunks;
import io.pagurus.gateway.observation.EdgeMetrics;
import io.pagurus.gateway.problem.Problem;
import io.pagurus.gateway.relay.EndToEndHeaders;
import io.pagurus.gateway.upstream.AnswerHead;
import io.pagurus.gateway.upstream.Attempt;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. The answer to a request that is no turn, on its way to the client: relayed
 * as it comes, and held back where the client is the slower one.
 */
final class PlainAnswer {

    private static final CharSequence LENGTH = HttpHeaders.CONTENT_LENGTH;
    private static final int EARLY_HINTS = 103;

    private final HttpServerRequest client;
    private final HttpServerResponse response;
    private final @Nullable String session;
    private final Stay stay;
    private final EdgeMetrics metrics;
    private boolean ended;
    private boolean events;
    private boolean betweenEvents;
    private @Nullable Attempt from;
    private @Nullable EventRelay relay;

    /**
     * @param session the one that the client is told of; null for none
     * @param stay tells the client how to be found where it is
     */
    PlainAnswer(
            HttpServerRequest client, @Nullable String session, Stay stay, EdgeMetrics metrics) {
        this.client = client;
        this.response = client.response();
        this.session = session;
        this.stay = stay;
        this.metrics = metrics;
    }

    /** Whether the client may have something of it already. */
    boolean begun() {
        return from != null;
    }

    boolean ended() {
        return ended;
    }

    /** Whether it is a stream of events. */
    boolean isStream() {
        return events;
    }

    // ---- what a node says

    /** Of what may come ahead of an answer, hints alone are the client's: the rest is the hop's. */
    void interim(AnswerHead head) {
        if (head.statusCode() == EARLY_HINTS && !begun() && Hears.of(client).interim()) {
            MultiMap hints = MultiMap.caseInsensitiveMultiMap();
            EndToEndHeaders.copyAnswer(head.headers(), hints);
            // In HTTP/2 names have small letters, and here nobody else sees to that.
            MultiMap small = MultiMap.caseInsensitiveMultiMap();
            hints.forEach((name, value) -> small.add(name.toLowerCase(Locale.ROOT), value));
            response.writeEarlyHints(small);
        }
    }

    /** Its head; the rest follows from the same try. */
    void head(AnswerHead head, Attempt of) {
        from = of;
        MultiMap headers = response.headers();
        response.setStatusCode(head.statusCode()).setStatusMessage(head.statusMessage());
        EndToEndHeaders.copyAnswer(head.headers(), headers);
        stay.tell(of.node().id(), headers);
        if (session != null) {
            headers.set("X-Session-ID", session);
        }
        if (hasBody(head)) {
            if (!headers.contains(LENGTH)) {
                response.setChunked(true);
            }
            events = isStream(head);
            if (events) {
                stream(of);
            }
        }
    }

    /** Source: RFC 9110 §6.4.1. */
    private boolean hasBody(AnswerHead head) {
        return !HttpMethod.HEAD.equals(client.method())
                && head.statusCode() != 204
                && head.statusCode() != 304;
    }

    private static boolean isStream(AnswerHead head) {
        String type = head.headers().get(HttpHeaders.CONTENT_TYPE);
        return type != null && type.startsWith("text/event-stream");
    }

    /**
     * It may be silent for hours. Its pieces pass without being looked into, where both sides have
     * them as chunks.
     */
    private void stream(Attempt of) {
        of.maySayNothing();
        betweenEvents = true;
        // The head goes now: its client waits for it, and the first event may be long in coming.
        response.write(Buffer.buffer());
        AnswerChunks direct = AnswerChunks.of(client);
        if (direct != null) {
            EventRelay begun = new EventRelay(direct, metrics, this::holdBack);
            relay = of.passChunks(begun) ? begun : null;
        }
    }

    void body(Buffer chunk) {
        betweenEvents = events && endsEvent(chunk);
        metrics.sentToClient(chunk.length());
        if (isWhole(chunk)) {
            // Head, body and end in one write, where they would be three.
            ended = true;
            response.end(chunk);
            return;
        }
        response.write(chunk);
        if (response.writeQueueFull()) {
            holdBack();
        }
    }

    private boolean isWhole(Buffer chunk) {
        String length = response.headWritten() ? null : response.headers().get(LENGTH);
        return length != null && length.equals(Integer.toString(chunk.length()));
    }

    private static boolean endsEvent(Buffer chunk) {
        int end = chunk.length();
        return end >= 2 && chunk.getByte(end - 1) == '\n' && chunk.getByte(end - 2) == '\n';
    }

    private void holdBack() {
        Attempt held = from;
        if (held != null) {
            held.pause();
            response.drainHandler(_ -> held.resume());
        }
    }

    void trailers(MultiMap trailers) {
        if (response.isChunked() && !ended && Hears.of(client).trailers()) {
            EndToEndHeaders.copyTrailers(trailers, response.trailers());
        }
    }

    // ---- how it ends

    void end() {
        if (!ended) {
            ended = true;
            response.end();
        }
    }

    /** Ends a stream of events, so that its client comes back after a while. */
    void endStream(long retryMillis) {
        if (relay == null ? betweenEvents : relay.betweenEvents()) {
            response.write("retry: " + retryMillis + "\n\n");
        }
        end();
    }

    /** The rest never comes. */
    void cut() {
        ended = true;
        response.reset();
    }

    /** The edge answers itself. */
    void refuse(Problem problem) {
        ended = true;
        problem.answer(response);
    }

    /** The same, with a body that nobody reads to its end. */
    void refuseUnread(Problem problem) {
        ended = true;
        Refusal.of(client, problem);
    }

    /** What has passed without being looked into, in bytes. */
    long passedBytes() {
        return relay == null ? 0 : relay.bytes();
    }
}
