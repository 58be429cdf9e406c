package io.pagurus.gateway.limits;

/** Immutable. What a request gets that asks for one of a node's places. */
public sealed interface Place {

    /** It may be sent; whoever has it leaves the gate again. */
    record Taken() implements Place {}

    /**
     * It waits, and is called or given up; see {@link NodeGate#enter}.
     *
     * @param patienceMillis how long it waits at most
     */
    record Queued(Waiter waiter, long patienceMillis) implements Place {}

    /**
     * There are too many already.
     *
     * @param ahead how many wait
     */
    record Refused(int ahead) implements Place {}
}
