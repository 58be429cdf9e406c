package io.pagurus.gateway.limits;

/**
 * Confined to one event loop. One request's part in the budget of retries: taken when it is first
 * tried again, and given back once, when it is over.
 */
public final class RetryShare {

    private final RetryBudget budget;
    private boolean taken;

    public RetryShare(RetryBudget budget) {
        this.budget = budget;
    }

    /** Whether the request may be tried again, now and from then on. */
    public boolean take() {
        taken = taken || budget.begin();
        return taken;
    }

    public void giveBack() {
        if (taken) {
            taken = false;
            budget.end();
        }
    }
}
