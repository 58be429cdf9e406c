package io.pagurus.drill;

import io.pagurus.history.Judgement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Immutable. All that a drill's verdict rests on. Pure.
 *
 * @param sessions how many conversations there were, newcomers included
 * @param failures how each failed turn failed
 * @param contextLost what each session with a wrong memory showed
 * @param missed what the drill waited for and did not see
 */
record Outcome(
        DrillOptions options,
        String victim,
        int sessions,
        int asked,
        int retried,
        List<String> failures,
        List<String> contextLost,
        Judgement judgement,
        List<Recovery> recoveries,
        int zombieWritesRefused,
        List<String> missed) {

    private static final int SHOWN = 10;
    private static final int ZOMBIE_WRITES_EXPECTED = 1;

    Report report() {
        List<String> reasons = reasons();
        return new Report(
                reasons.isEmpty() ? Report.GOOD : Report.BAD,
                new Report.Requests(asked, failures.size(), retried),
                new Report.Turns(
                        judgement.acknowledged(),
                        judgement.lost(),
                        judgement.doubled(),
                        judgement.restarted(),
                        judgement.uncertain()),
                sessions == 0 ? 0 : (double) contextLost.size() / sessions,
                spread(),
                new Report.Phases(
                        middle(Recovery::detection),
                        middle(Recovery::decision),
                        middle(Recovery::takeover),
                        middle(Recovery::firstResponse)),
                zombieWritesRefused,
                options.seed(),
                options.fault().wireName(),
                victim,
                sessions,
                new Report.Limits(options.recoveryLimit().toMillis(), ZOMBIE_WRITES_EXPECTED),
                reasons);
    }

    private List<String> reasons() {
        List<String> reasons = new ArrayList<>(missed);
        some(reasons, failures, "requests failed");
        some(reasons, contextLost, "sessions lost their context");
        some(
                reasons,
                judgement.findings().stream().map(Object::toString).toList(),
                "findings of the history checker");
        if (zombieWritesRefused < ZOMBIE_WRITES_EXPECTED) {
            reasons.add("no write of the zombie was seen to be refused");
        }
        if (recoveries.isEmpty()) {
            reasons.add("no client was seen to recover: the fault met nobody");
        }
        long limit = options.recoveryLimit().toMillis();
        if (spread().p99() > limit) {
            reasons.add("recovery p99 is %d ms, over %d ms".formatted(spread().p99(), limit));
        }
        return reasons;
    }

    private static void some(List<String> reasons, List<String> all, String what) {
        if (!all.isEmpty()) {
            reasons.add(all.size() + " " + what);
            all.stream().limit(SHOWN).forEach(reasons::add);
        }
    }

    private Report.Spread spread() {
        Percentiles whole = new Percentiles(recoveries.stream().map(Recovery::whole).toList());
        return new Report.Spread(whole.at(50), whole.at(95), whole.at(99), whole.at(100));
    }

    private Report.Middle middle(Function<Recovery, Duration> phase) {
        Percentiles all = new Percentiles(recoveries.stream().map(phase).toList());
        return new Report.Middle(all.at(50), all.at(99));
    }
}
