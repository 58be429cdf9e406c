package io.pagurus.protocol.world;

/**
 * Immutable. How large a model is: what may happen, and how often.
 *
 * @param turns that the client wants, one after another
 * @param asks of one turn: the first and the retries
 * @param tool what each turn calls
 * @param queued what the session's queued task calls
 * @param view whether the Redis view is part of the state
 * @param numbered whether nodes number their starts
 * @param reduced whether writes of an epoch that is over are dropped at once, which must be shown
 *     to change nothing
 * @param budgets how often each {@link Budget} may be spent, packed
 */
public record Scope(
        int turns,
        int asks,
        Tool tool,
        Tool queued,
        boolean view,
        boolean numbered,
        boolean reduced,
        long budgets) {

    /** What is called. */
    public enum Tool {
        NONE,
        IDEMPOTENT,
        /** One that must not be called again. */
        ONCE
    }

    /** Turns and nothing else. */
    public static Scope of(int turns, int asks) {
        return new Scope(turns, asks, Tool.NONE, Tool.NONE, false, false, false, 0);
    }

    public Scope with(Budget budget, int amount) {
        return new Scope(
                turns, asks, tool, queued, view, numbered, reduced, budget.set(budgets, amount));
    }

    public Scope calling(Tool called) {
        return new Scope(turns, asks, called, queued, view, numbered, reduced, budgets);
    }

    public Scope queueing(Tool called) {
        return new Scope(turns, asks, tool, called, view, numbered, reduced, budgets);
    }

    public Scope withView() {
        return new Scope(turns, asks, tool, queued, true, numbered, reduced, budgets);
    }

    public Scope reducing() {
        return new Scope(turns, asks, tool, queued, view, numbered, true, budgets);
    }

    public Scope numbering() {
        return new Scope(turns, asks, tool, queued, view, true, reduced, budgets);
    }
}
