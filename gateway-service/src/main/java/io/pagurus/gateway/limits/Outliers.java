package io.pagurus.gateway.limits;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Thread-safe. Which nodes have just failed this gateway and get no new work for a while. Sessions
 * stay with their owners all the same: who owns what is decided by more than one view. Holds an
 * entry for each registered node that ever failed; while nobody is out, a question costs one look
 * at a number.
 */
public final class Outliers {

    private final ConcurrentMap<String, Conduct> nodes = new ConcurrentHashMap<>();
    private final AtomicInteger out = new AtomicInteger();
    private volatile OutlierRules rules = OutlierRules.DEFAULT;

    /**
     * Immutable. What is known of a node.
     *
     * @param fails since the last success, within the time
     * @param firstMillis when the first of them was
     * @param times in a row that it was out
     * @param untilMillis when it gets work again; 0 while it does
     */
    private record Conduct(int fails, long firstMillis, int times, long untilMillis) {

        static final Conduct GOOD = new Conduct(0, 0, 0, 0);

        boolean isOut() {
            return untilMillis > 0;
        }
    }

    public void apply(OutlierRules next) {
        rules = next;
    }

    /**
     * A node has failed; never to be said when the client went away.
     *
     * @param fleetSize how many nodes there are
     * @return whether the node gets nothing from now on
     */
    public boolean failed(String node, long nowMillis, int fleetSize) {
        OutlierRules now = rules;
        if (now.maxFails() == 0) {
            return false;
        }
        boolean[] isNew = {false};
        nodes.compute(
                node,
                (_, known) -> {
                    Conduct next = counted(known == null ? Conduct.GOOD : known, now, nowMillis);
                    if (next.fails >= now.maxFails() && !next.isOut() && mayLeave(now, fleetSize)) {
                        isNew[0] = true;
                        return sentOff(next, now, nowMillis);
                    }
                    return next;
                });
        return isNew[0];
    }

    private static Conduct counted(Conduct known, OutlierRules rules, long nowMillis) {
        boolean late = nowMillis - known.firstMillis > rules.failTimeout().toMillis();
        return known.fails == 0 || late
                ? new Conduct(1, nowMillis, known.times, known.untilMillis)
                : new Conduct(known.fails + 1, known.firstMillis, known.times, known.untilMillis);
    }

    private boolean mayLeave(OutlierRules rules, int fleetSize) {
        int most = fleetSize * rules.mostPercent() / 100;
        int now = out.get();
        while (now < most) {
            if (out.compareAndSet(now, now + 1)) {
                return true;
            }
            now = out.get();
        }
        return false;
    }

    private static Conduct sentOff(Conduct known, OutlierRules rules, long nowMillis) {
        long millis =
                Math.min(
                        rules.failTimeout().toMillis() * (known.times + 1),
                        rules.longest().toMillis());
        return new Conduct(0, 0, known.times + 1, nowMillis + Math.max(1, millis));
    }

    /** Whether an answer is as bad as none. */
    public boolean isFailure(int status) {
        return rules.isFailure(status);
    }

    /** A node has done its part. */
    public void succeeded(String node) {
        Conduct known = nodes.get(node);
        // An answer to what was sent before does not bring back a node that is out.
        if (known != null && !known.isOut() && !known.equals(Conduct.GOOD)) {
            nodes.replace(node, known, Conduct.GOOD);
        }
    }

    /** Whether a node gets no new work now. */
    public boolean isOut(String node, long nowMillis) {
        if (out.get() == 0) {
            return false;
        }
        Conduct known = nodes.get(node);
        if (known == null || !known.isOut()) {
            return false;
        }
        if (nowMillis < known.untilMillis) {
            return true;
        }
        // One more failure sends it off again at once, as it has shown nothing yet.
        Conduct back = new Conduct(rules.maxFails() - 1, nowMillis, known.times, 0);
        if (nodes.replace(node, known, back)) {
            out.decrementAndGet();
        }
        return false;
    }

    /** A node is no longer registered: it takes no other's place among those that are out. */
    public void forget(String node) {
        Conduct known = nodes.remove(node);
        if (known != null && known.isOut()) {
            out.decrementAndGet();
        }
    }

    /** How many are out. */
    public int out() {
        return out.get();
    }
}
