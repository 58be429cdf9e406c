package io.pagurus.gateway.exchange;

import io.pagurus.gateway.affinity.KnownOwner;
import io.pagurus.gateway.affinity.Stay;
import io.pagurus.gateway.classes.Wishes;
import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.fleet.FleetSnapshot;
import io.pagurus.gateway.limits.DownRules;
import io.pagurus.gateway.listener.AnswerChunks;
import io.pagurus.gateway.observation.EdgeMetrics;
import io.pagurus.gateway.observation.Outcome;
import io.pagurus.gateway.observation.RequestKind;
import io.pagurus.gateway.problem.Problem;
import io.pagurus.gateway.relay.EndToEndHeaders;
import io.pagurus.gateway.routes.RouteRules;
import io.pagurus.gateway.routing.Avoided;
import io.pagurus.gateway.routing.Placing;
import io.pagurus.gateway.trail.Trail;
import io.pagurus.gateway.upstream.AnswerHead;
import io.pagurus.gateway.upstream.Attempt;
import io.pagurus.gateway.upstream.NodeFailure;
import io.pagurus.gateway.upstream.NodeRequest;
import io.pagurus.gateway.upstream.Payload;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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

    private static final CharSequence LENGTH = HttpHeaders.CONTENT_LENGTH;
    private static final int EARLY_HINTS = 103;

    /** How many nodes may say that they are full before the request is turned away. */
    private static final int MOST_FULL_NODES = 2;

    private final Surroundings around;
    private final RouteRules route;
    private final Wishes wishes;
    private final NodeRequest request;
    private final @Nullable String session;
    private final Stay stay;
    private final HttpServerResponse response;
    private final Supplier<@Nullable AnswerChunks> chunksOf;
    private final Hears hears;
    private final Trail trail;
    private final Runnable onOver;
    private final DownRules whenDown;
    private final Waiting waiting;
    private final NodeSlot slot;
    private final Instant begunAt;
    private Avoided avoided;
    private boolean over;
    private boolean answering;
    private boolean ended;
    private boolean events;
    private boolean betweenEvents;
    private int retries;
    private boolean retrying;
    private int fullNodes;
    private long number;
    private @Nullable Attempt running;
    private @Nullable EventRelay relay;
    private String lastNode = EdgeMetrics.NO_NODE;

    PlainExchange(
            Surroundings around,
            RouteRules route,
            Wishes wishes,
            NodeRequest request,
            @Nullable String session,
            Stay stay,
            HttpServerResponse response,
            Supplier<@Nullable AnswerChunks> chunksOf,
            Hears hears,
            Trail trail,
            Runnable onOver) {
        this.around = around;
        this.route = route;
        this.wishes = wishes;
        this.request = request;
        this.session = session;
        this.stay = stay;
        this.response = response;
        this.chunksOf = chunksOf;
        this.hears = hears;
        this.trail = trail;
        this.onOver = onOver;
        this.whenDown = Objects.requireNonNullElse(wishes.whenDown(), route.whenDown());
        this.waiting = new Waiting(around.vertx(), around.parking(), session, this::tooManyWait);
        this.slot = around.slot(wishes);
        this.avoided = around.avoided();
        this.begunAt = around.clock().instant();
    }

    void begin() {
        around.running().add(this);
        route();
    }

    /** In HTTP/2 the end of the answer closes it too. */
    void clientGone() {
        if (!ended) {
            finish(Outcome.CLIENT_GONE);
        }
    }

    private void route() {
        FleetSnapshot fleet = around.fleet().snapshot();
        Optional<KnownOwner> owner = Optional.ofNullable(session).flatMap(around.owners()::find);
        Optional<FleetNode> node =
                owner.flatMap(o -> fleet.node(o.node()))
                        .filter(FleetNode::inRotation)
                        .filter(n -> !avoided.contains(n))
                        .or(() -> around.router().place(placing(fleet)));
        if (node.isPresent()) {
            long epoch =
                    owner.filter(o -> o.node().equals(node.get().id()))
                            .map(KnownOwner::epoch)
                            .orElse(0L);
            if (epoch > 0) {
                trail.owned(node.get(), epoch);
            } else {
                trail.placed(node.get(), around.router().look(), stay);
            }
            forward(node.get(), epoch);
        } else {
            hold();
        }
    }

    private Placing placing(FleetSnapshot fleet) {
        return Placing.of(
                        fleet,
                        avoided,
                        route.placing(),
                        stay.key(),
                        wishes.nodes(),
                        around.clock().instant())
                .near(stay.wish());
    }

    private void forward(FleetNode node, long epoch) {
        lastNode = node.id();
        slot.enter(node.id(), () -> send(node, epoch), ahead -> full(node, ahead));
    }

    private void send(FleetNode node, long epoch) {
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
        avoided.add(node.id(), node.incarnation());
        if (++fullNodes <= MOST_FULL_NODES && hasOther()) {
            route();
        } else {
            around.metrics().rejected("node");
            refuse(Problem.overloaded(ahead));
        }
    }

    private boolean hasOther() {
        return around.router().place(placing(around.fleet().snapshot())).isPresent();
    }

    /** Where no other node is left, the one that failed is better than none. */
    private void routeAnywhere() {
        avoided = around.avoided();
        route();
    }

    private void hold() {
        Duration pause = around.turn().holdPause();
        Instant deadline = begunAt.plus(whenDown.patience());
        if (whenDown.policy() == DownRules.Policy.FAIL_FAST
                || around.clock().instant().plus(pause).isAfter(deadline)) {
            refuse(nobody());
        } else {
            if (whenDown.policy() == DownRules.Policy.QUEUE && number == 0) {
                number = around.room().enter();
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
        if (number == 0 || (places > 0 && around.room().isAmongFirst(number, places))) {
            routeAnywhere();
        } else {
            hold();
        }
    }

    private Problem nobody() {
        String why = "No node is in rotation";
        return number == 0
                ? Problem.unavailable(why)
                : Problem.queued(why, around.room().before(number));
    }

    private void tooManyWait() {
        around.metrics().rejected("parked");
        refuse(Problem.unavailable("Too many requests wait for a node"));
    }

    @Override
    public void onHead(AnswerHead head) {
        answering = true;
        trail.head(head.statusCode());
        slot.headCame();
        around.answered(lastNode, head.statusCode());
        events = isStream(head);
        response.setStatusCode(head.statusCode()).setStatusMessage(head.statusMessage());
        EndToEndHeaders.copyAnswer(head.headers(), response.headers());
        stay.tell(lastNode, response.headers());
        if (session != null) {
            response.putHeader("X-Session-ID", session);
        }
        if (hasBody(head) && !response.headers().contains(LENGTH)) {
            response.setChunked(true);
        }
        if (events && running != null && hasBody(head)) {
            stream(running);
        }
    }

    /**
     * It may be silent for hours, and is no work while it is: it gives its place back. Its pieces
     * pass without being looked into, where both sides have them as chunks.
     */
    private void stream(Attempt from) {
        slot.leave();
        from.maySayNothing();
        betweenEvents = true;
        // The head goes now: its client waits for it, and the first event may be long in coming.
        response.write(Buffer.buffer());
        AnswerChunks direct = chunksOf.get();
        if (direct != null) {
            EventRelay begun = new EventRelay(direct, around.metrics(), this::holdBack);
            relay = from.passChunks(begun) ? begun : null;
        }
    }

    private static boolean isStream(AnswerHead head) {
        String type = head.headers().get(HttpHeaders.CONTENT_TYPE);
        return type != null && type.startsWith("text/event-stream");
    }

    /** Source: RFC 9110 §6.4.1. */
    private boolean hasBody(AnswerHead head) {
        return !HttpMethod.HEAD.equals(request.method())
                && head.statusCode() != 204
                && head.statusCode() != 304;
    }

    /** Of what may come ahead of an answer, hints alone are the client's: the rest is the hop's. */
    @Override
    public void onInterim(AnswerHead head) {
        if (head.statusCode() == EARLY_HINTS && hears.interim() && !answering) {
            MultiMap hints = MultiMap.caseInsensitiveMultiMap();
            EndToEndHeaders.copyAnswer(head.headers(), hints);
            // In HTTP/2 names have small letters, and here nobody else sees to that.
            MultiMap small = MultiMap.caseInsensitiveMultiMap();
            hints.forEach((name, value) -> small.add(name.toLowerCase(Locale.ROOT), value));
            response.writeEarlyHints(small);
        }
    }

    @Override
    public void onTrailers(MultiMap trailers) {
        if (hears.trailers() && response.isChunked() && !ended) {
            EndToEndHeaders.copyTrailers(trailers, response.trailers());
        }
    }

    @Override
    public void onBody(Buffer chunk) {
        betweenEvents = events && endsEvent(chunk);
        around.metrics().sentToClient(chunk.length());
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

    private void holdBack() {
        if (running != null) {
            running.pause();
            response.drainHandler(_ -> drained());
        }
    }

    private boolean isWhole(Buffer chunk) {
        String length = response.headWritten() ? null : response.headers().get(LENGTH);
        return length != null && length.equals(Integer.toString(chunk.length()));
    }

    @Override
    public void onEnd(boolean delimited) {
        if (!ended) {
            end();
        }
        finish(Outcome.COMPLETED);
    }

    private void end() {
        ended = true;
        response.end();
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
        avoided.add(failed.node().id(), failed.node().incarnation());
        if (answering) {
            ended = true;
            response.reset();
            finish(Outcome.CUT);
        } else if (mayRepeat(failed, phase)
                && retries < around.turn().maxOtherRetries()
                && isInBudget()) {
            retries++;
            around.metrics().retried("other-node");
            route();
        } else {
            refuse(Problem.unavailable("The node failed", IDEMPOTENT.contains(request.method())));
        }
    }

    private boolean isInBudget() {
        retrying = retrying || around.retries().begin();
        if (!retrying) {
            around.metrics().rejected("retries");
        }
        return retrying;
    }

    private boolean mayRepeat(Attempt failed, NodeFailure.Phase phase) {
        return !failed.payloadTouched()
                && (phase == NodeFailure.Phase.CONNECT || IDEMPOTENT.contains(request.method()))
                && (phase == NodeFailure.Phase.CONNECT
                        || request.payload() instanceof Payload.None);
    }

    private void drained() {
        if (running != null) {
            running.resume();
        }
    }

    /** To be found by none: no news of its session concern it. */
    @Override
    public Optional<String> sessionId() {
        return Optional.empty();
    }

    /** What cannot be done again elsewhere may still come to its end. */
    @Override
    public void nodeLeft(String nodeId, long incarnation) {
        Attempt at = runningAt(nodeId, incarnation);
        if (at != null && !answering && mayRepeat(at, NodeFailure.Phase.BODY)) {
            retrying = retrying || around.retries().begin();
            if (retrying) {
                leave(at);
            }
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
        if (over || !answering || !events) {
            return;
        }
        if (relay == null ? betweenEvents : relay.betweenEvents()) {
            response.write("retry: " + retryMillis + "\n\n");
        }
        end();
        finish(Outcome.COMPLETED);
    }

    private static boolean endsEvent(Buffer chunk) {
        int end = chunk.length();
        return end >= 2 && chunk.getByte(end - 1) == '\n' && chunk.getByte(end - 2) == '\n';
    }

    @Override
    public void sessionMoved(KnownOwner owner) {
        // It is bound to no turn: what runs at the old owner may end there.
    }

    private void refuse(Problem problem) {
        trail.refused(problem);
        ended = true;
        problem.answer(response);
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
        if (retrying) {
            around.retries().end();
        }
        if (number > 0) {
            around.room().leave(number);
        }
        stay.over();
        around.running().remove(this);
        Duration took = Duration.between(begunAt, around.clock().instant());
        trail.relayed(relay == null ? 0 : relay.bytes());
        trail.ended(outcome);
        around.metrics().ended(RequestKind.OTHER, outcome, lastNode, took);
        onOver.run();
    }
}
