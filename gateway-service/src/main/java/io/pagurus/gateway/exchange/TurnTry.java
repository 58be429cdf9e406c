package io.pagurus.gateway.exchange;

import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.upstream.AnswerHead;
import io.pagurus.gateway.upstream.Attempt;
import io.pagurus.gateway.upstream.NodeFailure;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. One node's answer to a turn. A stream goes to the client event by event; any
 * other answer is kept until it is whole, which costs no time as a node answers after its commit,
 * and is passed on as it comes when it is too large for that.
 */
final class TurnTry implements Attempt.Listener {

    /** Event-loop confined. Who judges the answer. */
    interface Judge {
        /** The answer has begun. */
        void answering(int status);

        void answered(WholeAnswer answer);

        /** The client has it all. */
        void relayed();

        void failed(NodeFailure failure);
    }

    private enum Mode {
        KEPT,
        STREAMED,
        PASSED
    }

    private final Judge judge;
    private final TurnReply reply;
    private final ReplayBudget.Share budget;
    private final long maxKept;
    private Mode mode = Mode.KEPT;
    private Buffer kept = Buffer.buffer();
    private @Nullable AnswerHead head;
    private final Attempt attempt;

    TurnTry(
            Surroundings around,
            TurnRequest turn,
            FleetNode node,
            long epoch,
            Judge judge,
            TurnReply reply,
            ReplayBudget.Share budget) {
        this.judge = judge;
        this.reply = reply;
        this.budget = budget;
        this.maxKept = around.replay().maxAnswer().asLongValue();
        this.attempt = around.nodes().attempt(turn.toNode(node), node, epoch, this);
    }

    Attempt attempt() {
        return attempt;
    }

    @Override
    public void onHead(AnswerHead came) {
        head = came;
        judge.answering(came.statusCode());
        if (isStream(came)) {
            mode = Mode.STREAMED;
            reply.streamBegins(came);
        }
    }

    @Override
    public void onBody(Buffer chunk) {
        switch (mode) {
            case STREAMED -> reply.stream(chunk);
            case PASSED -> reply.pass(chunk);
            case KEPT -> keep(chunk);
        }
        if (reply.ended()) {
            attempt.stop();
            judge.relayed();
        } else if (reply.full()) {
            attempt.pause();
            reply.onDrain(attempt::resume);
        }
    }

    @Override
    public void onEnd(boolean delimited) {
        switch (mode) {
            case STREAMED -> {
                if (!delimited && !reply.doneSeen()) {
                    judge.failed(
                            new NodeFailure(
                                    NodeFailure.Phase.BODY, "the stream ended before its end"));
                } else {
                    reply.streamEnds();
                    judge.relayed();
                }
            }
            case PASSED -> {
                reply.passingEnds();
                judge.relayed();
            }
            case KEPT -> {
                if (delimited) {
                    judge.answered(answer());
                } else {
                    judge.failed(
                            new NodeFailure(
                                    NodeFailure.Phase.BODY,
                                    "the answer ended with its connection"));
                }
            }
        }
    }

    @Override
    public void onFailed(NodeFailure failure) {
        judge.failed(failure);
    }

    private void keep(Buffer chunk) {
        if (kept.length() + chunk.length() <= maxKept && budget.take(chunk.length())) {
            // Most answers come in one piece, which is then not copied.
            kept =
                    kept.length() == 0
                            ? chunk
                            : Buffer.buffer().appendBuffer(kept).appendBuffer(chunk);
        } else {
            mode = Mode.PASSED;
            reply.passingBegins(begun(), kept.appendBuffer(chunk));
        }
    }

    private WholeAnswer answer() {
        AnswerHead whole = begun();
        return new WholeAnswer(whole.statusCode(), whole.statusMessage(), whole.headers(), kept);
    }

    private AnswerHead begun() {
        if (head == null) {
            throw new IllegalStateException("an answer without a head");
        }
        return head;
    }

    private static boolean isStream(AnswerHead head) {
        String type = head.headers().get("Content-Type");
        return head.statusCode() == 200
                && type != null
                && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    }
}
