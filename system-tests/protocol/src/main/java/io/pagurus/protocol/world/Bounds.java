package io.pagurus.protocol.world;

/**
 * Immutable. What may still happen, and what the outside has seen.
 *
 * @param budgets that are left, packed
 * @param lease the node that holds it plus 1; 0 when it is over
 * @param effects how often the tool of each turn was called, two bits a turn; the queued task's are
 *     those of turn 0
 */
record Bounds(long budgets, int lease, int effects) {

    private static final int BITS = 2;
    private static final int MOST = (1 << BITS) - 1;

    static Bounds of(Scope scope) {
        return new Bounds(scope.budgets(), 1, 0);
    }

    int left(Budget budget) {
        return budget.in(budgets);
    }

    Bounds spent(Budget budget) {
        return new Bounds(budget.set(budgets, left(budget) - 1), lease, effects);
    }

    Bounds leased(int holder) {
        return new Bounds(budgets, holder, effects);
    }

    Bounds called(int turn) {
        int more = effectsOf(turn) == MOST ? effects : effects + (1 << (BITS * turn));
        return new Bounds(budgets, lease, more);
    }

    int effectsOf(int turn) {
        return (effects >> (BITS * turn)) & MOST;
    }
}
