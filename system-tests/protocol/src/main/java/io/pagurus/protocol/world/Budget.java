package io.pagurus.protocol.world;

/** Immutable. What may happen a bounded number of times in a model. */
public enum Budget {
    /** Somebody asks that a node owns the session from the next epoch on. */
    TAKEOVER,
    /** A writer that heard nothing writes the same again. */
    REPEAT,
    /** Redis fails over to a replica that lacks the last writes. */
    FAILOVER,
    /** Redis loses everything. */
    FLUSH,
    /** A planned move asks the session to begin nothing new. */
    FREEZE,
    /** A planned move is given up. */
    THAW,
    /** The owner replaces the agent's state. */
    SET_STATE,
    /** The session is closed. */
    CLOSE,
    /** The session expires. */
    EXPIRE,
    /** The session is deleted. */
    DELETE,
    /** A lease of the queued task is asked for. */
    LEASE,
    /** A tool of the queued task fails. */
    FAIL;

    private static final int BITS = 4;
    private static final long MASK = (1L << BITS) - 1;

    /** How much of it the packed budgets have. */
    int in(long budgets) {
        return (int) ((budgets >> shift()) & MASK);
    }

    long set(long budgets, int amount) {
        return (budgets & ~(MASK << shift())) | ((long) amount << shift());
    }

    @SuppressWarnings("EnumOrdinal") // Packed and unpacked in one run; nothing keeps it.
    private int shift() {
        return ordinal() * BITS;
    }
}
