package io.pagurus.gateway.exchange;

import io.pagurus.gateway.affinity.KnownOwner;
import io.pagurus.gateway.affinity.OwnershipAnswer;
import io.pagurus.gateway.failure.Verdict;
import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.identity.Identity;
import io.pagurus.gateway.observation.EdgeMetrics;
import io.pagurus.gateway.observation.Outcome;
import io.pagurus.gateway.observation.RequestKind;
import io.pagurus.gateway.problem.Problem;
import io.pagurus.gateway.routing.Avoided;
import io.pagurus.gateway.routing.Placing;
import io.pagurus.gateway.routing.Route;
import io.pagurus.gateway.trail.Trail;
import io.pagurus.gateway.upstream.NodeFailure;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. The story of one turn, from its owner to its answer. At any time it either
 * has a try running, or waits for one thing, or is over.
 *
 * <pre>
 *   route ──Forward──► try ──answered──► over
 *     │ ▲               │ failed
 *     │ └─granted─ Grant│──► confirm ──ejected──► route (takeover, replay)
 *     │ └──(pause)─ Hold│             └─healthy──► (pause) route
 *     └─Refuse──► over  └ fenced ──► look the owner up ──► route
 * </pre>
 *
 * The try always has the same turn id, so that however often it is sent the turn happens once.
 */
final class TurnExchange implements Exchange, TurnTry.Judge {

    private final Surroundings around;
    private final TurnRequest turn;
    private final TurnReply reply;
    private final ReplayBudget.Share budget;
    private final Runnable onOver;
    private final Waiting waiting;
    private final Owners owners;
    private final Instant begunAt;
    private final Patience patience;
    private final NodeSlot slot;
    private final Avoided avoided;
    private final Trail trail;
    private boolean over;
    private boolean replayed;
    private String lastNode = EdgeMetrics.NO_NODE;
    private @Nullable TurnTry running;
    private @Nullable FleetNode suspect;
    private @Nullable WholeAnswer lastRefusal;
    private @Nullable Problem lastProblem;

    TurnExchange(
            Surroundings around,
            TurnRequest turn,
            HttpServerResponse response,
            ReplayBudget.Share budget,
            Runnable onOver) {
        this.around = around;
        this.turn = turn;
        this.trail = turn.trail();
        this.budget = budget;
        this.onOver = onOver;
        this.reply = new TurnReply(response, turn, around.replay(), budget, around.metrics());
        this.waiting =
                new Waiting(
                        around.vertx(),
                        around.parking(),
                        turn.identity().sessionId(),
                        this::tooManyWait);
        this.owners = new Owners(around.owners(), around.ownership(), turn);
        this.begunAt = around.clock().instant();
        this.patience = new Patience(around.turn(), begunAt);
        this.slot = around.slot(turn.wishes());
        this.avoided = around.avoided();
    }

    void begin() {
        around.running().add(this);
        route();
    }

    /**
     * The client has gone; the node finishes the turn, as its contract says. In HTTP/2 the end of
     * the answer closes it too.
     */
    void clientGone() {
        if (!over && !reply.ended()) {
            trail.tried(Outcome.CLIENT_GONE.label());
            stopTry();
            finish(Outcome.CLIENT_GONE);
        }
    }

    // ---- where to

    private void route() {
        if (over) {
            return;
        }
        KnownOwner owner = owners.known();
        if (owner != null && !owner.servesFor(turn.identity().principal())) {
            foreign();
            return;
        }
        Instant now = now();
        Route route = around.router().decide(placing(now), owner, now, patience.deadline());
        switch (route) {
            case Route.Forward(FleetNode node, long epoch) -> {
                trail.owned(node, epoch);
                forward(node, epoch);
            }
            case Route.Grant grant -> {
                trail.placed(grant.candidate(), around.router().look(), turn.stay());
                waiting.await(
                        owners.grant(grant), answer -> granted(answer, grant.expectedEpoch() > 0));
            }
            case Route.Hold(Instant until) -> {
                trail.waits("no-node");
                waiting.pause(Duration.between(now, until), this::route);
            }
            case Route.Refuse(String why) -> giveUp(why);
        }
    }

    private Placing placing(Instant now) {
        return Surroundings.placing(
                around.fleet().snapshot(), avoided, turn.route(), turn.wishes(), turn.stay(), now);
    }

    private void foreign() {
        around.metrics().rejected("session");
        if (turn.identity().source() == Identity.Source.COOKIE) {
            reply.forgetCookie();
        }
        refuse(Problem.foreignSession());
    }

    private void forward(FleetNode node, long epoch) {
        suspect = null;
        lastNode = node.id();
        slot.enter(node.id(), () -> send(node, epoch), _ -> full(node));
    }

    /** Its owner has no room; the session stays where it is, and the turn waits for its turn. */
    private void full(FleetNode node) {
        trail.full(node);
        lastProblem = Problem.overloaded(0);
        retryLater("node-full", this::route);
    }

    private void send(FleetNode node, long epoch) {
        if (patience.mayTry()) {
            turn.stay().at(node.id());
            trail.tries(node, epoch, turn.toNode().headers());
            running = new TurnTry(around, turn, node, epoch, this, reply, budget);
            running.attempt().start();
        } else {
            slot.leave();
            giveUp("The turn was tried too often");
        }
    }

    private void granted(OwnershipAnswer answer, boolean takeover) {
        switch (answer) {
            case OwnershipAnswer.Owned _ -> {
                if (takeover) {
                    around.metrics().tookOver("granted");
                }
                route();
            }
            case OwnershipAnswer.Overtaken _ -> {
                if (takeover) {
                    around.metrics().tookOver("overtaken");
                }
                hop();
            }
            case OwnershipAnswer.Unknown _, OwnershipAnswer.Expired _ ->
                    retryLater("session-unknown", this::route);
            case OwnershipAnswer.Unavailable _ -> retryLater("session-service", this::route);
            case OwnershipAnswer.Refused(int status, String detail) ->
                    refuse(Problem.refused(status, detail));
        }
    }

    // ---- what the node did

    @Override
    public void answering(int status) {
        trail.head(status);
        slot.headCame();
        around.outliers().succeeded(lastNode);
        lastProblem = null;
        patience.workedOn(true);
        reply.tell(turn.stay(), lastNode);
    }

    @Override
    public void relayed() {
        running = null;
        slot.leave();
        finish(reply.outcome());
    }

    @Override
    public void answered(WholeAnswer answer) {
        trail.tried(Outcome.COMPLETED.label());
        KnownOwner used = endTry();
        if (turn.replayable() && answer.isFenced()) {
            patience.workedOn(false);
            fenced(answer, used);
        } else if (turn.replayable() && answer.isBusy()) {
            patience.workedOn(false);
            lastRefusal = answer;
            retryLater("node-busy", this::route);
        } else {
            passOn(answer);
        }
    }

    @Override
    public void failed(NodeFailure failure) {
        if (running == null) {
            return;
        }
        FleetNode node = running.attempt().node();
        suspect = node;
        slot.failed();
        trail.tried(failure.phase().failed());
        around.failed(node);
        if (interrupted()) {
            confirm(node, failure);
        } else {
            // Others must know of the node although this turn is over.
            around.suspicions().confirm(node, failure);
        }
    }

    /**
     * A node that says it is not the owner is not believed in this, since a zombie would send
     * sessions anywhere: session-service is asked.
     */
    private void fenced(WholeAnswer answer, KnownOwner used) {
        waiting.await(
                owners.find(),
                found -> {
                    lastRefusal = answer;
                    switch (found) {
                        case OwnershipAnswer.Owned(KnownOwner owner) -> follow(used, owner);
                        case OwnershipAnswer.Overtaken(KnownOwner owner) -> follow(used, owner);
                        case OwnershipAnswer.Unknown _, OwnershipAnswer.Expired _ -> hop();
                        case OwnershipAnswer.Unavailable _ ->
                                retryLater("session-service", () -> fenced(answer, used));
                        case OwnershipAnswer.Refused _ -> passOn(answer);
                    }
                });
    }

    private void follow(KnownOwner used, KnownOwner owner) {
        if (owner.isSameAs(used)) {
            // It is the owner after all, and has not heard of it.
            retryLater("fenced", this::route);
        } else {
            hop();
        }
    }

    // ---- what became of a failure

    private void confirm(FleetNode node, NodeFailure failure) {
        waiting.await(
                around.suspicions().confirm(node, failure),
                verdict -> judged(verdict, node, failure));
    }

    private void judged(Verdict verdict, FleetNode node, NodeFailure failure) {
        switch (verdict) {
            case EJECTED -> leave(node.id(), node.incarnation());
            case HEALTHY -> retryLater("node-healthy", this::route);
            case UNCONFIRMED, UNAVAILABLE ->
                    retryLater("unconfirmed", () -> askAgain(node, failure));
        }
    }

    private void askAgain(FleetNode node, NodeFailure failure) {
        boolean sameLife =
                around.fleet()
                        .snapshot()
                        .node(node.id())
                        .filter(now -> now.inRotation() && now.incarnation() == node.incarnation())
                        .isPresent();
        if (sameLife && owners.isStill(node.id())) {
            confirm(node, failure);
        } else {
            route();
        }
    }

    private void leave(String nodeId, long incarnation) {
        avoided.add(nodeId, incarnation);
        if (patience.mayTakeOver()) {
            route();
        } else {
            giveUp("Too many nodes have failed under this turn");
        }
    }

    // ---- what the suite says meanwhile

    @Override
    public Optional<String> sessionId() {
        return Optional.of(turn.identity().sessionId());
    }

    @Override
    public void nodeLeft(String nodeId, long incarnation) {
        FleetNode at = running == null ? suspect : running.attempt().node();
        if (at != null
                && at.id().equals(nodeId)
                && at.incarnation() <= incarnation
                && readyToGoOn()) {
            leave(nodeId, incarnation);
        }
    }

    @Override
    public void sessionMoved(KnownOwner owner) {
        owners.moved(owner);
        boolean old = running == null || running.attempt().epoch() < owner.epoch();
        // An answer that could not be taken up again is left to end: a node that is fenced cuts it.
        boolean leave = running == null || reply.canBeContinued();
        if (old && leave && readyToGoOn()) {
            route();
        }
    }

    /** Lets go of what it was doing; false when the turn is over, or cannot go on. */
    private boolean readyToGoOn() {
        if (running != null) {
            return interrupted();
        }
        boolean waited = waiting.isWaiting() || slot.isQueued();
        waiting.interrupt();
        slot.leave();
        return waited;
    }

    // ---- going on, or not

    /** Ends the running try; false when no other can follow, and the turn is over. */
    private boolean interrupted() {
        boolean bodyIsThere = turn.replayable() || !currentTry().attempt().payloadTouched();
        endTry();
        if (!bodyIsThere) {
            boolean keyed = turn.identity().keyed();
            refuse(Problem.unavailable("The node failed; the body was too large to keep", keyed));
        } else if (!reply.canBeContinued()) {
            refuse(Problem.streamLost("The node failed; the stream was too long to keep"));
        } else {
            replayed = true;
            patience.interrupted(now());
        }
        return !over;
    }

    private void hop() {
        if (patience.mayHop()) {
            around.metrics().retried("hop");
            route();
        } else {
            retryLater("hops", this::route);
        }
    }

    private void retryLater(String reason, Runnable then) {
        patience.pause(now())
                .ifPresentOrElse(
                        pause -> {
                            around.metrics().retried(reason);
                            trail.waits(reason);
                            waiting.pause(pause, then);
                        },
                        () -> giveUp("It was not clear in time which node serves the session"));
    }

    private void giveUp(String why) {
        if (lastRefusal != null) {
            passOn(lastRefusal);
        } else if (lastProblem != null) {
            refuse(lastProblem);
        } else {
            refuse(Problem.unavailable(why));
        }
    }

    private void passOn(WholeAnswer answer) {
        reply.answer(answer);
        finish(reply.outcome());
    }

    /** Ends the turn with a word of the edge itself. */
    void refuse(Problem problem) {
        stopTry();
        trail.refused(problem);
        reply.refuse(problem);
        finish(reply.outcome());
    }

    private void tooManyWait() {
        around.metrics().rejected("parked");
        refuse(Problem.unavailable("Too many requests wait for a node"));
    }

    private void stopTry() {
        if (running != null) {
            endTry();
        }
    }

    /** Ends the try, and says which owner it was for. */
    private KnownOwner endTry() {
        TurnTry ended = currentTry();
        running = null;
        trail.tried("left");
        ended.attempt().stop();
        slot.leave();
        FleetNode node = ended.attempt().node();
        return new KnownOwner(node.id(), node.region(), ended.attempt().epoch());
    }

    private TurnTry currentTry() {
        if (running == null) {
            throw new IllegalStateException("no try is running");
        }
        return running;
    }

    private void finish(Outcome outcome) {
        if (over) {
            return;
        }
        over = true;
        waiting.interrupt();
        slot.leave();
        around.running().remove(this);
        budget.release();
        turn.stay().over();
        if (replayed) {
            around.metrics().replayed(reply.restarted() ? "restarted" : outcome.label());
        }
        trail.ended(outcome);
        around.metrics()
                .ended(RequestKind.TURN, outcome, lastNode, Duration.between(begunAt, now()));
        onOver.run();
    }

    private Instant now() {
        return around.clock().instant();
    }
}
