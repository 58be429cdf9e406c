package io.pagurus.gateway.exchange;

import io.pagurus.gateway.affinity.KnownOwner;
import io.pagurus.gateway.affinity.Stay;
import io.pagurus.gateway.classes.Wishes;
import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.limits.DownRules;
import io.pagurus.gateway.limits.RetryShare;
import io.pagurus.gateway.limits.WaitingRooms;
import io.pagurus.gateway.observation.EdgeMetrics;
import io.pagurus.gateway.observation.Outcome;
import io.pagurus.gateway.observation.RequestKind;
import io.pagurus.gateway.problem.Problem;
import io.pagurus.gateway.routes.RouteRules;
import io.pagurus.gateway.trail.Trail;
import io.pagurus.gateway.upstream.AnswerHead;
import io.pagurus.gateway.upstream.Attempt;
import io.pagurus.gateway.upstream.NodeFailure;
import io.pagurus.gateway.upstream.NodeRequest;
import io.pagurus.gateway.upstream.Payload;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. The story of a request that is no turn: relayed as it comes, to its
 * session's owner where that is known, else where its route's strategy says. Sent to another node
 * only when it cannot have done anything yet.
 */
final class PlainExchange implements Exchange, Attempt.Listener {

    /** Source: RFC 9110 §9.2.2. */
    private static final Set<HttpMethod> IDEMPOTENT =
            Set.of(
                    HttpMethod.GET,
                    HttpMethod.HEAD,
                    HttpMethod.OPTIONS,
                    HttpMethod.TRACE,
                    HttpMethod.PUT,
                    HttpMethod.DELETE);

    /** How many nodes may say that they are full before the request is turned away. */
    private static final int MOST_FULL_NODES = 2;

    private final Surroundings around;
    private final RouteRules route;
    private final Wishes wishes;
    private final NodeRequest request;
    private final Stay stay;
    private final PlainAnswer answer;
    private final Trail trail;
    private final Runnable onOver;
    private final DownRules whenDown;
    private final NodeSearch nodes;
    private final Waiting waiting;
    private final NodeSlot slot;
    private final RetryShare share;
    private final Instant begunAt;
    private boolean over;
    private int retries;
    private int fullNodes;
    private WaitingRooms.@Nullable Seat seat;
    private @Nullable Attempt running;
    private String lastNode = EdgeMetrics.NO_NODE;

    /**
     * @param session the one that the request names; null when it names none
     */
    PlainExchange(
            Surroundings around,
            RouteRules route,
            Wishes wishes,
            NodeRequest request,
            @Nullable String session,
            Stay stay,
            PlainAnswer answer,
            Trail trail,
            Runnable onOver) {
        this.around = around;
        this.route = route;
        this.wishes = wishes;
        this.request = request;
        this.stay = stay;
        this.answer = answer;
        this.trail = trail;
        this.onOver = onOver;
        this.whenDown = Objects.requireNonNullElse(wishes.whenDown(), route.whenDown());
        this.nodes = new NodeSearch(around, route, wishes, session, stay, trail);
        this.waiting = new Waiting(around.vertx(), around.parking(), session, this::tooManyWait);
        this.slot = around.slot(wishes);
        this.share = new RetryShare(around.retries());
        this.begunAt = around.clock().instant();
    }

    void begin() {
        around.running().add(this);
        if (mustQueue()) {
            hold();
        } else {
            route();
        }
    }

    /** Who came first goes first, also when there is a node again; an owner is nobody else's. */
    private boolean mustQueue() {
        return whenDown.policy() == DownRules.Policy.QUEUE
                && !around.rooms().isEmpty(wanted())
                && !nodes.isOwned();
    }

    private WaitingRooms.Wanted wanted() {
        return new WaitingRooms.Wanted(route.name(), wishes.nodes());
    }

    /** In HTTP/2 the end of the answer closes it too. */
    void clientGone() {
        if (!answer.ended()) {
            finish(Outcome.CLIENT_GONE);
        }
    }

    /** What it has of the body the node must not take for the whole. */
    void tooLarge(long mostBytes) {
        if (over) {
            return;
        }
        if (answer.begun()) {
            answer.cut();
            finish(Outcome.CUT);
        } else {
            Problem problem = Problem.tooLarge(mostBytes);
            around.metrics().rejected("body");
            trail.refused(problem);
            answer.refuseUnread(problem);
            finish(Outcome.REFUSED);
        }
    }

    // ---- where to

    private void route() {
        nodes.next().ifPresentOrElse(found -> forward(found.node(), found.epoch()), this::hold);
    }

    private void forward(FleetNode node, long epoch) {
        lastNode = node.id();
        slot.enter(node.id(), () -> send(node, epoch), ahead -> full(node, ahead));
    }

    private void send(FleetNode node, long epoch) {
        leaveRoom();
        stay.at(node.id());
        trail.tries(node, epoch, request.headers());
        running = around.nodes().attempt(request.in(route.mannerTo(node.id())), node, epoch, this);
        running.start();
    }

    /**
     * Nothing was sent, so another node may have room; after a few it is the fleet that has not.
     */
    private void full(FleetNode node, int ahead) {
        trail.full(node);
        nodes.avoid(node);
        if (++fullNodes <= MOST_FULL_NODES && nodes.hasOther()) {
            route();
        } else {
            around.metrics().rejected("node");
            refuse(Problem.overloaded(ahead));
        }
    }

    private void hold() {
        Duration pause = around.turn().holdPause();
        Instant deadline = begunAt.plus(whenDown.patience());
        if (whenDown.policy() == DownRules.Policy.FAIL_FAST
                || around.clock().instant().plus(pause).isAfter(deadline)) {
            refuse(nobody());
        } else {
            if (whenDown.policy() == DownRules.Policy.QUEUE && seat == null) {
                seat = around.rooms().enter(wanted());
            }
            trail.waits("no-node");
            waiting.pause(pause, this::lookAgain);
        }
    }

    /**
     * In a queue, only as many go as there is room for: the others would overrun the first node.
     */
    private void lookAgain() {
        int places = around.freePlaces();
        if (seat == null || (places > 0 && seat.isAmongFirst(places))) {
            nodes.avoidNone();
            route();
        } else {
            hold();
        }
    }

    private void leaveRoom() {
        if (seat != null) {
            seat.leave();
            seat = null;
        }
    }

    private Problem nobody() {
        String why = "No node is in rotation";
        return seat == null ? Problem.unavailable(why) : Problem.queued(why, seat.before());
    }

    private void tooManyWait() {
        around.metrics().rejected("parked");
        refuse(Problem.unavailable("Too many requests wait for a node"));
    }

    // ---- what the node did

    @Override
    public void onInterim(AnswerHead head) {
        answer.interim(head);
    }

    @Override
    public void onHead(AnswerHead head) {
        Attempt from = running;
        if (from == null) {
            return;
        }
        trail.head(head.statusCode());
        slot.headCame();
        around.answered(lastNode, head.statusCode());
        answer.head(head, from);
        if (answer.isStream()) {
            // It is no work while it is silent, and gives its place back.
            slot.leave();
        }
    }

    @Override
    public void onBody(Buffer chunk) {
        answer.body(chunk);
    }

    @Override
    public void onTrailers(MultiMap trailers) {
        answer.trailers(trailers);
    }

    @Override
    public void onEnd(boolean delimited) {
        answer.end();
        finish(Outcome.COMPLETED);
    }

    @Override
    public void onFailed(NodeFailure failure) {
        Attempt failed = running;
        if (failed != null) {
            slot.failed();
            trail.tried(failure.phase().failed());
            around.failed(failed.node());
            around.suspicions().confirm(failed.node(), failure);
            elsewhere(failed, failure.phase());
        }
    }

    private void elsewhere(Attempt failed, NodeFailure.Phase phase) {
        running = null;
        slot.leave();
        nodes.avoid(failed.node());
        if (answer.begun()) {
            answer.cut();
            finish(Outcome.CUT);
        } else if (mayRepeat(failed, phase)
                && retries < around.turn().maxOtherRetries()
                && around.mayRetry(share)) {
            retries++;
            around.metrics().retried("other-node");
            route();
        } else {
            refuse(Problem.unavailable("The node failed", IDEMPOTENT.contains(request.method())));
        }
    }

    private boolean mayRepeat(Attempt failed, NodeFailure.Phase phase) {
        return !failed.payloadTouched()
                && (phase == NodeFailure.Phase.CONNECT || IDEMPOTENT.contains(request.method()))
                && (phase == NodeFailure.Phase.CONNECT
                        || request.payload() instanceof Payload.None);
    }

    // ---- what the suite says meanwhile

    /** To be found by none: no news of its session concern it. */
    @Override
    public Optional<String> sessionId() {
        return Optional.empty();
    }

    /** What cannot be done again elsewhere may still come to its end. */
    @Override
    public void nodeLeft(String nodeId, long incarnation) {
        Attempt at = runningAt(nodeId, incarnation);
        if (at != null
                && !answer.begun()
                && mayRepeat(at, NodeFailure.Phase.BODY)
                && share.take()) {
            leave(at);
        }
    }

    @Override
    public void nodeGone(String nodeId, long incarnation) {
        Attempt at = runningAt(nodeId, incarnation);
        if (at != null) {
            leave(at);
        }
    }

    private @Nullable Attempt runningAt(String nodeId, long incarnation) {
        Attempt at = running;
        return at != null && at.node().id().equals(nodeId) && at.node().incarnation() <= incarnation
                ? at
                : null;
    }

    private void leave(Attempt at) {
        at.stop();
        trail.tried("node-left");
        elsewhere(at, NodeFailure.Phase.BODY);
    }

    @Override
    public void edgeLeaves(long afterMillis, long retryMillis) {
        around.vertx().setTimer(Math.max(1, afterMillis), _ -> endEvents(retryMillis));
    }

    /** A stream of events may never end by itself, and its client reconnects by itself. */
    private void endEvents(long retryMillis) {
        if (!over && answer.isStream()) {
            answer.endStream(retryMillis);
            finish(Outcome.COMPLETED);
        }
    }

    @Override
    public void sessionMoved(KnownOwner owner) {
        // It is bound to no turn: what runs at the old owner may end there.
    }

    // ---- how it ends

    private void refuse(Problem problem) {
        trail.refused(problem);
        answer.refuse(problem);
        finish(Outcome.REFUSED);
    }

    private void finish(Outcome outcome) {
        if (over) {
            return;
        }
        over = true;
        waiting.interrupt();
        if (running != null) {
            running.stop();
            running = null;
        }
        slot.leave();
        share.giveBack();
        leaveRoom();
        stay.over();
        around.running().remove(this);
        Duration took = Duration.between(begunAt, around.clock().instant());
        trail.relayed(answer.passedBytes());
        trail.ended(outcome);
        around.metrics().ended(RequestKind.OTHER, outcome, lastNode, took);
        onOver.run();
    }
}
