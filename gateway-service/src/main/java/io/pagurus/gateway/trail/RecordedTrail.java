package io.pagurus.gateway.trail;

import io.pagurus.gateway.affinity.Stay;
import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.observation.Outcome;
import io.pagurus.gateway.problem.Problem;
import io.pagurus.gateway.routing.Look;
import io.pagurus.gateway.tracing.RequestSpans;
import io.pagurus.gateway.tracing.TraceParent;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined until the request is over, then immutable. What is remembered of a request.
 */
public final class RecordedTrail implements Trail {

    private static final String GONE = Outcome.CLIENT_GONE.label();

    private final Trails trails;
    private final RequestSpans.About about;
    private final @Nullable RequestSpans spans;
    private final boolean hidesTrace;
    private final boolean logged;
    private final boolean explained;
    private final List<Step> steps = new ArrayList<>(4);
    private int unseenSteps;
    private @Nullable HttpServerResponse response;
    private @Nullable TrailEnd end;
    private @Nullable String route;
    private @Nullable String requestClass;
    private @Nullable String session;
    private @Nullable String turn;
    private @Nullable String outcome;
    private @Nullable String problem;
    private @Nullable FleetNode node;
    private int tries;
    private boolean trying;
    private long tryEpoch;
    private long tryMicros;
    private long tryHeadMicros;
    private int tryStatus;
    private @Nullable String asked;
    private long askedMicros;
    private long firstByteMicros = -1;
    private long tookMicros;
    private int status;
    private long relayed;
    private long bytes;
    private boolean over;

    RecordedTrail(
            Trails trails,
            RequestSpans.About about,
            @Nullable RequestSpans spans,
            boolean hidesTrace,
            boolean logged,
            boolean explained) {
        this.trails = trails;
        this.about = about;
        this.spans = spans;
        this.hidesTrace = hidesTrace;
        this.logged = logged;
        this.explained = explained;
    }

    RecordedTrail answeredBy(HttpServerResponse by) {
        response = by;
        by.headersEndHandler(_ -> {
            firstByteMicros = sinceBegin();
            by.putHeader(RequestIds.HEADER, about.id());
        });
        return this;
    }

    // ---- what happens

    @Override
    public Runnable before(Runnable then) {
        TrailEnd made = new TrailEnd(this, then);
        end = made;
        return made;
    }

    @Override
    public void route(String name) {
        route = name;
    }

    @Override
    public void asked(String name) {
        requestClass = name;
    }

    @Override
    public void session(@Nullable String id, @Nullable String turnId) {
        session = id;
        turn = turnId;
    }

    @Override
    public void nameTo(MultiMap headers) {
        Named.name(headers, about.id(), hidesTrace);
    }

    @Override
    public void owned(FleetNode owner, long epoch) {
        add(new Step.Owned(sinceBegin(), owner.id(), epoch));
    }

    @Override
    public void placed(FleetNode chosen, Look look, Stay stay) {
        if (explained) {
            add(new Step.Placed(sinceBegin(), chosen.id(), stay.keyKind(), look.seen()));
        }
    }

    @Override
    public void full(FleetNode at) {
        add(new Step.Full(sinceBegin(), at.id()));
    }

    @Override
    public void waits(String why) {
        add(new Step.Waited(sinceBegin(), why));
    }

    @Override
    public void tries(FleetNode at, long epoch, MultiMap headers) {
        node = at;
        trying = true;
        tryEpoch = epoch;
        tryMicros = sinceBegin();
        tryHeadMicros = -1;
        tryStatus = 0;
        if (spans != null && !over) {
            headers.set(
                    TraceParent.HEADER,
                    spans.tries(at.id(), at.region(), epoch, tries, about.atMicros() + tryMicros));
        }
        tries++;
    }

    @Override
    public void head(int withStatus) {
        tryHeadMicros = sinceBegin();
        tryStatus = withStatus;
    }

    @Override
    public void tried(String how) {
        FleetNode at = node;
        if (!trying || at == null) {
            return;
        }
        trying = false;
        long now = sinceBegin();
        add(
                new Step.Tried(
                        tryMicros,
                        now - tryMicros,
                        tryHeadMicros,
                        at.id(),
                        at.region(),
                        tryEpoch,
                        tryStatus,
                        how));
        if (spans != null) {
            boolean good = how.equals(Outcome.COMPLETED.label()) || how.equals(GONE);
            spans.stepEnds(tryStatus, how, good, about.atMicros() + now);
        }
    }

    @Override
    public @Nullable String asks(String what) {
        asked = what;
        askedMicros = sinceBegin();
        return spans == null || over ? null : spans.asks(what, about.atMicros() + askedMicros);
    }

    @Override
    public void answered(String answer) {
        String what = asked;
        if (what == null) {
            return;
        }
        asked = null;
        long now = sinceBegin();
        add(new Step.Asked(askedMicros, now - askedMicros, what, answer));
        if (spans != null) {
            spans.stepEnds(0, answer, true, about.atMicros() + now);
        }
    }

    @Override
    public void relayed(long past) {
        relayed = past;
    }

    @Override
    public void refused(Problem by) {
        problem = by.type();
        outcome = Outcome.REFUSED.label();
    }

    @Override
    public void ended(Outcome how) {
        outcome = how.label();
        tried(outcome);
    }

    @Override
    public void switched() {
        TrailEnd held = end;
        if (!logged && held != null) {
            // It may stay for days, and nobody waits for its end.
            held.letGo();
            ended(Outcome.COMPLETED);
            over();
        }
    }

    private void add(Step step) {
        if (over) {
            return;
        }
        if (steps.size() < trails.maxSteps()) {
            steps.add(step);
        } else {
            unseenSteps++;
        }
    }

    void over() {
        if (over) {
            return;
        }
        String how = outcome == null ? GONE : outcome;
        outcome = how;
        tried(how);
        answered(how);
        over = true;
        tookMicros = sinceBegin();
        readAnswer();
        if (spans != null) {
            spans.ends(
                    new RequestSpans.End(
                            route,
                            session,
                            turn,
                            status,
                            how,
                            problem,
                            about.atMicros() + tookMicros));
        }
        trails.over(this, logged, explained);
    }

    private void readAnswer() {
        HttpServerResponse from = response;
        // Whoever keeps the trail is not to keep the connection.
        response = null;
        if (from != null && from.headWritten()) {
            status = from.getStatusCode();
            bytes = from.bytesWritten() + relayed;
        }
    }

    private long sinceBegin() {
        return trails.nowMicros() - about.atMicros();
    }

    // ---- what is to be read once it is over

    public RequestSpans.About about() {
        return about;
    }

    /** Null when it was not traced. */
    public @Nullable String traceId() {
        return spans == null ? null : spans.traceId();
    }

    public @Nullable String routeName() {
        return route;
    }

    public @Nullable String className() {
        return requestClass;
    }

    public @Nullable String sessionId() {
        return session;
    }

    public @Nullable String turnId() {
        return turn;
    }

    /** The node that was asked last; null when none was. */
    public @Nullable FleetNode node() {
        return node;
    }

    /** How many times a node was asked. */
    public int attempts() {
        return tries;
    }

    public String outcome() {
        return outcome == null ? GONE : outcome;
    }

    /** The type of the problem that the edge itself answered; null when it did not. */
    public @Nullable String problemType() {
        return problem;
    }

    /** Of the answer; 0 when its client was gone before there was one. */
    public int status() {
        return status;
    }

    /** Of the answer's body. */
    public long bytes() {
        return bytes;
    }

    public long tookMicros() {
        return tookMicros;
    }

    /** Until the answer's head was sent; -1 when none was. */
    public long firstByteMicros() {
        return firstByteMicros;
    }

    /** In the order in which they ended. */
    public List<Step> steps() {
        return steps;
    }

    /** How many steps there was no room for. */
    public int unseenSteps() {
        return unseenSteps;
    }
}
