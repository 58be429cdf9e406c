package io.pagurus.protocol.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Immutable. The client of the session: it asks for its turns one after another, asks again when it
 * hears nothing, and gives up now and then.
 *
 * @param asks how often each turn was asked for
 * @param settled turns that it no longer asks for, told or given up
 * @param told what it was told, in order
 */
record Client(List<Integer> asks, int settled, List<Told> told) {

    /** A turn and its answer. */
    record Told(int turn, int answer) {}

    static Client of(int turns) {
        return new Client(Collections.nCopies(turns, 0), 0, List.of());
    }

    /** The turn that it wants, from 1; more than there are when it has all. */
    int wanted() {
        return settled + 1;
    }

    boolean mayAsk(int most) {
        return settled < asks.size() && asks.get(settled) < most;
    }

    boolean hasAsked() {
        return settled < asks.size() && asks.get(settled) > 0;
    }

    Client asked() {
        List<Integer> after = new ArrayList<>(asks);
        after.set(settled, after.get(settled) + 1);
        return new Client(List.copyOf(after), settled, told);
    }

    int asksOfWanted() {
        return asks.get(settled);
    }

    /** Of all its turns: what each node numbers its starts by. */
    int asksOfAll() {
        return asks.stream().mapToInt(Integer::intValue).sum();
    }

    Client gaveUp() {
        return new Client(asks, settled + 1, told);
    }

    /** What it no longer waits for, it does not hear. */
    Client told(int turn, int answer) {
        if (turn != wanted()) {
            return this;
        }
        List<Told> after = new ArrayList<>(told);
        after.add(new Told(turn, answer));
        return new Client(asks, settled + 1, List.copyOf(after));
    }
}
