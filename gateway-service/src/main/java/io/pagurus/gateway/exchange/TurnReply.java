package io.pagurus.gateway.exchange;

import io.pagurus.gateway.affinity.Stay;
import io.pagurus.gateway.identity.Identity;
import io.pagurus.gateway.identity.SessionCookie;
import io.pagurus.gateway.observation.EdgeMetrics;
import io.pagurus.gateway.observation.Outcome;
import io.pagurus.gateway.problem.Problem;
import io.pagurus.gateway.relay.EndToEndHeaders;
import io.pagurus.gateway.relay.Spliced;
import io.pagurus.gateway.relay.StreamSplice;
import io.pagurus.gateway.upstream.AnswerHead;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. What the client of one turn has been told, over all tries.
 *
 * <pre>
 *   SILENT ──► STREAMING ──► ENDED      a stream: a later try may go on with it
 *      ├─────► PASSING ────► ENDED      an answer too large to keep: bound to its try
 *      └──────────────────► ENDED      a whole answer, or a problem
 * </pre>
 */
final class TurnReply {

    private enum State {
        SILENT,
        STREAMING,
        PASSING,
        ENDED
    }

    private final HttpServerResponse response;
    private final String turnId;
    private final ReplayConfig config;
    private final EdgeMetrics metrics;
    private final StreamSplice splice;
    private State state = State.SILENT;
    private Outcome outcome = Outcome.COMPLETED;
    private boolean restarted;
    private @Nullable AnswerHead streamHead;

    TurnReply(
            HttpServerResponse response,
            TurnRequest turn,
            ReplayConfig config,
            ReplayBudget.Share budget,
            EdgeMetrics metrics) {
        this.response = response;
        this.turnId = turn.identity().turnId();
        this.config = config;
        this.metrics = metrics;
        this.splice =
                new StreamSplice(
                        Math.toIntExact(config.maxDelivered().asLongValue()),
                        Math.toIntExact(config.maxPartialEvent().asLongValue()),
                        budget::take);
        name(response, turn.identity(), turn.replayable());
    }

    /** Tells the client what its session and its turn are called. */
    static void name(HttpServerResponse response, Identity identity, boolean replayable) {
        response.putHeader("X-Session-ID", identity.sessionId());
        response.putHeader("X-Turn-ID", identity.turnId());
        if (!replayable) {
            response.putHeader("X-Turn-Replayable", "false");
        }
    }

    /** Its cookie names a session that is not its own: it will begin another one. */
    void forgetCookie() {
        if (state == State.SILENT) {
            response.headers().add("Set-Cookie", SessionCookie.gone());
        }
    }

    /** Tells the client where it is, as long as it can still be told. */
    void tell(Stay stay, String node) {
        if (state == State.SILENT) {
            stay.tell(node, response.headers());
        }
    }

    boolean silent() {
        return state == State.SILENT;
    }

    boolean ended() {
        return state == State.ENDED;
    }

    /** Whether another try's answer can follow what the client has. */
    boolean canBeContinued() {
        return state == State.SILENT || (state == State.STREAMING && splice.joinable());
    }

    Outcome outcome() {
        return outcome;
    }

    /** Whether the client was told to forget what it had. */
    boolean restarted() {
        return restarted;
    }

    // ---- a stream

    void streamBegins(AnswerHead head) {
        streamHead = head;
        splice.begin();
    }

    void stream(Buffer chunk) {
        apply(splice.accept(chunk));
    }

    boolean doneSeen() {
        return splice.doneSeen();
    }

    void streamEnds() {
        apply(splice.end());
        if (state != State.ENDED) {
            beginStream();
            end(null);
        }
    }

    // ---- an answer that is no stream

    void answer(WholeAnswer answer) {
        if (state == State.STREAMING) {
            // What the client has is the beginning of a stream; this answer is none.
            JsonObject problem = answer.problem();
            endStream(
                    problem.isEmpty()
                            ? Problem.streamLost("The replayed turn gave no stream").asEvent()
                            : Problem.errorEvent(problem));
            return;
        }
        response.setStatusCode(answer.status()).setStatusMessage(answer.reason());
        EndToEndHeaders.copyAnswer(answer.headers(), response.headers());
        response.headers().remove("Content-Length");
        end(answer.body());
    }

    void passingBegins(AnswerHead head, Buffer soFar) {
        if (state == State.STREAMING) {
            endStream(Problem.streamLost("The replayed turn gave no stream").asEvent());
            return;
        }
        state = State.PASSING;
        copyHead(head);
        if (!response.headers().contains("Content-Length")) {
            response.setChunked(true);
        }
        write(soFar);
    }

    void pass(Buffer chunk) {
        write(chunk);
    }

    void passingEnds() {
        end(null);
    }

    // ---- no answer

    /** Ends with a problem, in whatever form the client can still take it. */
    void refuse(Problem problem) {
        switch (state) {
            case SILENT -> {
                state = State.ENDED;
                outcome = Outcome.REFUSED;
                problem.answer(response);
            }
            case STREAMING -> endStream(problem.asEvent());
            case PASSING -> cut();
            case ENDED -> {
                // The client has its answer.
            }
        }
    }

    boolean full() {
        return state != State.ENDED && response.writeQueueFull();
    }

    void onDrain(Runnable then) {
        response.drainHandler(_ -> then.run());
    }

    private void apply(Spliced next) {
        switch (next) {
            case Spliced.Nothing() -> {
                // The client has it, or waits for the rest of the event.
            }
            case Spliced.Deliver(Buffer bytes) -> {
                beginStream();
                write(bytes);
            }
            case Spliced.Diverged(Buffer fromStart) -> diverged(fromStart);
        }
    }

    private void diverged(Buffer fromStart) {
        if (splice.insideEvent()) {
            cut();
        } else if (config.onDivergence() == ReplayConfig.OnDivergence.ERROR_EVENT) {
            endStream(Problem.streamLost("The replayed turn gave another answer").asEvent());
        } else {
            restarted = true;
            splice.restartWith(fromStart);
            String told = new JsonObject().put("turnId", turnId).encode();
            write(
                    Buffer.buffer("event: turn.restarted\ndata: " + told + "\n\n")
                            .appendBuffer(fromStart));
        }
    }

    /** The head goes out with the first event: until then any answer is still possible. */
    private void beginStream() {
        if (state == State.SILENT && streamHead != null) {
            state = State.STREAMING;
            copyHead(streamHead);
            response.headers().remove("Content-Length");
            response.setChunked(true);
        }
    }

    private void copyHead(AnswerHead head) {
        response.setStatusCode(head.statusCode()).setStatusMessage(head.statusMessage());
        MultiMap headers = response.headers();
        EndToEndHeaders.copyAnswer(head.headers(), headers);
    }

    private void endStream(Buffer lastEvent) {
        if (splice.insideEvent()) {
            cut();
        } else {
            outcome = Outcome.REFUSED;
            end(lastEvent);
        }
    }

    private void cut() {
        state = State.ENDED;
        outcome = Outcome.CUT;
        response.reset();
    }

    private void write(Buffer bytes) {
        metrics.sentToClient(bytes.length());
        response.write(bytes);
    }

    private void end(@Nullable Buffer last) {
        state = State.ENDED;
        if (last == null) {
            response.end();
        } else {
            metrics.sentToClient(last.length());
            response.end(last);
        }
    }
}
