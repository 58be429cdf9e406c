package io.pagurus.gateway.trail;

import io.pagurus.gateway.affinity.Stay;
import io.pagurus.gateway.fleet.FleetNode;
import io.pagurus.gateway.observation.Outcome;
import io.pagurus.gateway.problem.Problem;
import io.pagurus.gateway.routing.Look;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. What the classes on a request's way tell of it. Of most requests nothing may
 * be wanted, so nothing is what each of these does by itself.
 */
public interface Trail {

    /** Of a request that nobody wants to know of. */
    Trail NONE = new Trail() {};

    /** What is to be run when the request is over, in place of what was. */
    default Runnable before(Runnable over) {
        return over;
    }

    default void route(String name) {}

    default void asked(String requestClass) {}

    default void session(@Nullable String id, @Nullable String turn) {}

    /** Puts into a request's headers what each node has to know of it. */
    default void nameTo(MultiMap headers) {}

    /** Its session's owner is known and can take it. */
    default void owned(FleetNode owner, long epoch) {}

    /**
     * It was placed.
     *
     * @param look what has just been looked at for it
     */
    default void placed(FleetNode node, Look look, Stay stay) {}

    /** A node had no room for it. */
    default void full(FleetNode node) {}

    /** It waits, for a reason of a fixed few. */
    default void waits(String why) {}

    /**
     * A node is asked.
     *
     * @param headers that are about to be sent; what belongs to this try alone is set in them
     */
    default void tries(FleetNode node, long epoch, MultiMap headers) {}

    /** The head of the node's answer has come. */
    default void head(int status) {}

    /** The try is over; said of one that is over already, it says nothing. */
    default void tried(String how) {}

    /**
     * Another service is asked.
     *
     * @return the {@code traceparent} of the call; null where it is not traced
     */
    default @Nullable String asks(String what) {
        return null;
    }

    /** It has answered. */
    default void answered(String answer) {}

    /** So many bytes of its answer went past what counts them. */
    default void relayed(long bytes) {}

    /** The edge itself gives the answer. */
    default void refused(Problem problem) {}

    /** How it ended. */
    default void ended(Outcome outcome) {}

    /** A WebSocket is open: what there is to be told of its way is known. */
    default void switched() {}
}
