package io.pagurus.gateway.limits;

/**
 * Guarded by its gate. One request in a queue.
 *
 * <p>Invariant: it is called once, or given up once, and never both.
 */
public final class Waiter {

    private final NodeGate gate;
    private final Runnable called;
    final Rank rank;
    final long number;

    Waiter(NodeGate gate, Runnable called, Rank rank, long number) {
        this.gate = gate;
        this.called = called;
        this.rank = rank;
        this.number = number;
    }

    /**
     * Waits no longer.
     *
     * @return how many were before it; negative when it has been called already, and has a place
     */
    public int giveUp() {
        return gate.giveUp(this);
    }

    void call() {
        called.run();
    }
}
