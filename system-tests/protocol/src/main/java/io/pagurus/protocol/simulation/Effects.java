package io.pagurus.protocol.simulation;

import io.pagurus.protocol.invariant.Invariant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Confined to one thread. What tools have done to the world outside. */
final class Effects {

    private static final int REMEMBERED = 20_000;

    private final Witness witness;
    private final Map<String, Integer> calls =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
                    return size() > REMEMBERED;
                }
            };

    Effects(Witness witness) {
        this.witness = witness;
    }

    void called(String task, boolean idempotent) {
        int times = calls.merge(task, 1, Integer::sum);
        if (times > 1 && !idempotent) {
            witness.broken(
                    Invariant.ONE_EFFECT_A_TASK, "the tool of " + task + " was called twice");
        }
    }
}
