package io.pagurus.node.turn;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.node.Pace;
import io.pagurus.node.Tallies;
import io.pagurus.node.Tallies.Tally;
import io.pagurus.node.chat.ChatMessages;
import io.pagurus.node.chat.Chunks;
import io.pagurus.node.model.Directives;
import io.pagurus.node.model.ReferenceModel;
import io.pagurus.node.session.History;
import io.pagurus.node.session.Memory;
import io.pagurus.node.session.Session;
import io.pagurus.node.store.Denial;
import io.pagurus.node.store.Ownership;
import io.pagurus.node.store.PatientStore;
import io.pagurus.node.store.SessionStore.Accepted;
import io.pagurus.node.store.SessionStore.Commit;
import io.pagurus.node.store.SessionStore.TurnRef;
import io.pagurus.node.store.StoreReply;
import io.pagurus.node.store.StoreReply.Answer;
import io.pagurus.node.store.StoreReply.Denied;
import io.pagurus.node.store.StoredSession;
import io.pagurus.node.store.StoredTurn;
import io.pagurus.node.store.TurnVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the turn's virtual thread, which may block. One run of one turn: know the session →
 * start → tools → say the answer → commit. Nothing counts before session-service says so.
 */
final class TurnRun {

    /** What all runs share. */
    record Surroundings(
            NodeIdentity me, PatientStore store, Pace pace, Tallies tallies, Duration turnLimit) {}

    private final Surroundings around;
    private final Session<Turn> session;
    private final Turn turn;
    private final TurnCall call;
    private final long until;
    private TurnRef ref;

    TurnRun(Surroundings around, Session<Turn> session, Turn turn) {
        this.around = around;
        this.session = session;
        this.turn = turn;
        this.call = turn.call();
        this.ref = call.ref();
        this.until = around.pace().nanos() + around.turnLimit().toNanos();
    }

    TurnOutcome run() {
        // A node that comes back believes that it still is what it was, and does not look first.
        TurnOutcome refused = call.leftover() ? null : knowTheSession();
        return refused == null ? start() : refused;
    }

    private @Nullable TurnOutcome knowTheSession() {
        Memory known = session.memory();
        if (known != null && known.epoch() >= call.ref().epoch()) {
            return heldUnder(known.epoch());
        }
        return switch (load()) {
            case Answer<StoredSession>(StoredSession stored)
                    when !stored.ownership().node().equals(around.me().nodeId()) ->
                    refused(new Denial.Fenced(stored.ownership()));
            case Answer<StoredSession>(StoredSession stored) ->
                    heldUnder(stored.ownership().epoch());
            case Denied<StoredSession>(Denial denial) -> refused(denial);
        };
    }

    /** A request that was sent under an older epoch than the one held now is not for this owner. */
    private @Nullable TurnOutcome heldUnder(long epoch) {
        NodeIdentity me = around.me();
        return epoch > call.ref().epoch()
                ? new TurnOutcome.Fenced(new Ownership(epoch, me.nodeId(), me.region()))
                : null;
    }

    private StoreReply<StoredSession> load() {
        around.tallies().count(Tally.loads);
        StoreReply<StoredSession> reply =
                around.store().load(call.ref().sessionId(), call.ref().epoch());
        if (reply instanceof Answer<StoredSession>(StoredSession stored)) {
            session.remember(
                    new Memory(
                            stored.ownership().epoch(),
                            stored.attempt(),
                            History.of(stored.turns())));
        }
        return reply;
    }

    private TurnOutcome start() {
        Memory known = session.memory();
        // Who does not know how far was counted might take a number that was taken already.
        StoreReply<TurnVerdict> reply = start(known == null ? 0 : known.attempt() + 1);
        if (reply instanceof Denied<TurnVerdict>(Denial.Replaced(long last))) {
            reply = start(last + 1);
        }
        return switch (reply) {
            case Answer<TurnVerdict>(TurnVerdict.Committed(StoredTurn stored)) -> {
                around.tallies().count(Tally.answeredFromHistory);
                yield new TurnOutcome.Committed(stored);
            }
            case Answer<TurnVerdict>(TurnVerdict.Started started) -> withHistory(started);
            case Denied<TurnVerdict>(Denial denial) -> refused(denial);
        };
    }

    private StoreReply<TurnVerdict> start(long attempt) {
        ref = call.ref().numbered(attempt);
        return around.store().start(ref, call.requestDigest(), call.chat().stream());
    }

    private TurnOutcome withHistory(TurnVerdict.Started started) {
        Memory known = session.memory();
        if (known == null || known.history().turns() + 1 != started.seq()) {
            // A commit whose answer was lost, or somebody else's turn: what is known is not all.
            if (load() instanceof Denied<StoredSession>(Denial denial)) {
                return refused(denial);
            }
            known = session.memory();
        }
        if (known == null || known.history().turns() + 1 != started.seq()) {
            return refused(new Denial.Away("history and start disagree"));
        }
        remember(known.history());
        return work(started, known.history());
    }

    /** A start without a number leaves the count where it is. */
    private void remember(History history) {
        Memory known = session.memory();
        long counted = known == null ? 0 : known.attempt();
        session.remember(new Memory(ref.epoch(), Math.max(counted, ref.attempt()), history));
    }

    private TurnOutcome work(TurnVerdict.Started started, History history) {
        Directives directives = Directives.in(call.chat().userText());
        List<JsonNode> said = new ArrayList<>(call.chat().messages());
        switch (new ToolRun(around, ref, started.steps(), directives.delay()).run(directives)) {
            case ToolRun.Done(List<JsonNode> results) -> said.addAll(results);
            case ToolRun.Uncertain(String taskId, String tool) -> {
                return uncertain(taskId, tool);
            }
            case ToolRun.Stopped(Denial denial) -> {
                return refused(denial);
            }
        }
        if (directives.fail()) {
            return failed("the model failed, as it was told to");
        }
        String answer =
                ReferenceModel.answer(history.turns(), history.messages(), call.chat().userText());
        turn.begin(started.startedAt());
        for (String chunk : Chunks.of(answer)) {
            if (!waitBeforeChunk(directives.delay())) {
                return failed("the turn took longer than its limit");
            }
            turn.say(chunk);
        }
        said.add(ChatMessages.assistant(answer));
        return commit(started, history, said);
    }

    private boolean waitBeforeChunk(Duration delay) {
        boolean rested = delay.isZero() || around.pace().pause(delay);
        return rested && around.pace().nanos() - until < 0;
    }

    private TurnOutcome commit(
            TurnVerdict.Started started, History history, List<JsonNode> messages) {
        Commit commit =
                new Commit(started.seq(), call.requestDigest(), started.startedAt(), messages);
        return switch (around.store().commit(ref, commit)) {
            case Answer<Accepted> _ -> {
                around.tallies().count(Tally.commits);
                remember(history.plus(messages));
                yield new TurnOutcome.Committed(
                        new StoredTurn(
                                started.seq(), call.ref().turnId(), started.startedAt(), messages));
            }
            case Denied<Accepted>(Denial denial) -> refused(denial);
        };
    }

    /**
     * Not recorded as a failure: a failed turn may be started again from its first step. The intent
     * without a result stays in the journal, and whoever starts the turn again meets it again.
     */
    private TurnOutcome uncertain(String taskId, String tool) {
        around.tallies().count(Tally.uncertainTurns);
        return new TurnOutcome.Uncertain(taskId, tool);
    }

    private TurnOutcome failed(String reason) {
        around.tallies().count(Tally.failedTurns);
        return recordFailure(reason, new TurnOutcome.Failed(reason));
    }

    private TurnOutcome recordFailure(String reason, TurnOutcome outcome) {
        return around.store().fail(ref, reason) instanceof Denied<Accepted>(Denial denial)
                        && denial instanceof Denial.Fenced
                ? refused(denial)
                : outcome;
    }

    private TurnOutcome refused(Denial denial) {
        return switch (denial) {
            case Denial.Fenced(Ownership current) -> {
                session.forget();
                around.tallies().count(Tally.fencedWrites);
                yield new TurnOutcome.Fenced(current);
            }
            case Denial.Refused(String type, String reason, boolean retryable) -> {
                // What is known of the session led here, so it may be wrong.
                session.forget();
                yield new TurnOutcome.Refused(type, reason, retryable);
            }
            case Denial.Replaced _ -> {
                // Another process of this node's name: its turn is the one that counts.
                session.forget();
                yield new TurnOutcome.Unavailable("another start has replaced this one");
            }
            case Denial.UnknownSession _ -> {
                session.forget();
                yield new TurnOutcome.Fenced(null);
            }
            case Denial.DigestMismatch _ -> new TurnOutcome.DigestMismatch();
            case Denial.Quarantined _ -> {
                session.forget();
                yield new TurnOutcome.Quarantined();
            }
            case Denial.Rejected(int status) ->
                    failed("session-service does not take it: status " + status);
            case Denial.Away(String why) -> {
                // The record may have been accepted: what is known may be too little.
                session.forget();
                yield new TurnOutcome.Unavailable("session-service gave no verdict: " + why);
            }
        };
    }
}
