package io.pagurus.store;

import io.pagurus.history.Finding;
import io.pagurus.history.Invariant;
import io.pagurus.store.FaultKind.Lane;
import io.pagurus.store.StoreJudge.Ruling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Confined to one thread, which it blocks. Rounds of faults on one live rig under load: the faults
 * of a round happen, all is mended, every session has to be served, nobody asks any more, and the
 * run so far is judged.
 */
public final class FaultRun {

    private static final int THINK_MILLIS = 300;
    private static final Duration REST_LIMIT = Duration.ofSeconds(30);

    private final FaultOptions options;
    private final StoreRig rig;
    private final Load load;
    private final StoreJudge judge;
    private final Injector injector;
    private final Timeline timeline;
    private final Consumer<String> say;
    private final List<Finding> hanging = new ArrayList<>();

    private FaultRun(
            FaultOptions options, StoreRig rig, Load load, StoreJudge judge, Consumer<String> say) {
        this.options = options;
        this.rig = rig;
        this.load = load;
        this.judge = judge;
        this.injector = new Injector(rig);
        this.timeline = new Timeline(options.folder().resolve("timeline.log"), options.clock());
        this.say = say;
    }

    /**
     * Runs all rounds; ends after the first one that the judge finds fault with.
     *
     * @param say takes a line a round
     */
    public static FaultReport run(FaultOptions options, Consumer<String> say)
            throws InterruptedException {
        StoreRig.Plan plan =
                new StoreRig.Plan(
                        options.root(),
                        options.folder(),
                        FaultSchedule.MOST,
                        true,
                        options.clock());
        try (StoreRig rig = StoreRig.start(plan, FaultSchedule.STANDARD);
                Load load = new Load(rig, options.seed(), THINK_MILLIS);
                StoreJudge judge = new StoreJudge(rig)) {
            return new FaultRun(options, rig, load, judge, say).rounds();
        }
    }

    private FaultReport rounds() throws InterruptedException {
        say.accept(
                "seed %d: %d faults in %d rounds, timeline and logs in %s"
                        .formatted(
                                options.seed(),
                                options.injections(),
                                options.rounds(),
                                options.folder()));
        load.begin(options.sessions());
        load.awaitServed(options.serveLimit());
        FaultReport report = report(judge.judge(new Records()));
        for (int round = options.firstRound(); round <= options.rounds(); round++) {
            long began = System.nanoTime();
            FaultSchedule schedule =
                    FaultSchedule.draw(options.seed(), round, options.injectionsOf(round));
            timeline.say("round " + round);
            faults(schedule);
            timeline.say("mending");
            standard();
            hangs(load.awaitServed(options.serveLimit()));
            hangs(load.rest(REST_LIMIT));
            timeline.saySlow(load.records().writes());
            timeline.say("judging");
            report = report(judge.judge(load.records()));
            say.accept(
                    "round %d: %d faults in %d s; %s"
                            .formatted(
                                    round,
                                    schedule.size(),
                                    (System.nanoTime() - began) / 1_000_000_000,
                                    report.inShort()));
            if (!report.holds()) {
                report.findings().forEach(finding -> timeline.say(finding.toString()));
                return report;
            }
            load.goOn();
        }
        return report;
    }

    private FaultReport report(Ruling ruling) {
        return FaultReport.of(options.seed(), timeline, load.records(), ruling, hanging);
    }

    /** All lanes side by side. */
    private void faults(FaultSchedule schedule) throws InterruptedException {
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread::new)) {
            List<Future<?>> lanes = new ArrayList<>();
            schedule.lanes()
                    .forEach((lane, faults) -> lanes.add(threads.submit(() -> lane(lane, faults))));
            for (Future<?> lane : lanes) {
                try {
                    lane.get();
                } catch (ExecutionException failed) {
                    hanging.add(
                            new Finding(
                                    Invariant.SERVES_AGAIN,
                                    "",
                                    null,
                                    "the rig: " + failed.getCause()));
                }
            }
        }
    }

    private void lane(Lane lane, List<Injection> faults) {
        for (Injection fault : faults) {
            timeline.say("begin " + fault);
            long began = System.nanoTime();
            injector.inject(fault);
            timeline.past(fault, began);
            timeline.say(
                    "end   %s after %d ms"
                            .formatted(fault, (System.nanoTime() - began) / 1_000_000));
            Pauses.of(fault.rest());
        }
        timeline.say("no more of " + lane);
    }

    /** Every round begins alike. */
    private void standard() {
        rig.links().heal();
        for (Instance instance : rig.instances()) {
            boolean wanted = instance.number() <= FaultSchedule.STANDARD;
            if (wanted && !instance.wanted()) {
                instance.start();
            } else if (!wanted && instance.wanted()) {
                instance.leave();
            }
        }
        rig.wanted().forEach(Instance::awaitReady);
    }

    private void hangs(List<String> sessions) {
        sessions.forEach(session ->
                hanging.add(new Finding(Invariant.SERVES_AGAIN, session, null, "not in time")));
    }
}
