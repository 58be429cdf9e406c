package io.pagurus.drill;

import io.pagurus.events.SessionEvent.WriteRefused;
import io.pagurus.events.kafka.Topics;
import io.pagurus.history.Projected;
import io.pagurus.local.Stack;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Confined to the calling thread, which it blocks. Live conversations; a node is struck down in the
 * middle of running turns; it comes back as a zombie and is refused; it is readmitted; the
 * conversations end; the history checker judges.
 */
public final class Drill implements AutoCloseable {

    /**
     * This many turns on average in each conversation before the fault, so that there is context.
     */
    private static final double TURNS_BEFORE = 2.5;

    private static final int WARM_UP_SESSIONS = 20;
    private static final int STALE_REQUESTS = 5;

    private final Stack stack;
    private final DrillOptions options;
    private final Narration narration;
    private final Clock clock;
    private final String run;
    private final Services services;
    private final Traffic traffic;
    private final Watch watch;
    private final AtomicBoolean released = new AtomicBoolean();
    private final List<String> missed = new ArrayList<>();

    private Drill(Stack stack, DrillOptions options, Consumer<String> narration, Clock clock) {
        Topics topics = new Topics(Topics.DEFAULT_PREFIX);
        this.stack = stack;
        this.options = options;
        this.clock = clock;
        this.narration = new Narration(narration, clock);
        this.run = "drill-" + Long.toString(clock.millis(), Character.MAX_RADIX);
        this.services = new Services(stack.sessionService(), stack.token("drill", "operator"));
        this.traffic = new Traffic(stack, clock, options.turnDeadline());
        this.watch = new Watch(stack.kafka(), topics);
    }

    /** Runs the whole drill; the stack is left running, with all its nodes. */
    public static Report run(Stack stack, DrillOptions options, Consumer<String> narration)
            throws InterruptedException {
        try (Drill drill = new Drill(stack, options, narration, Clock.systemUTC())) {
            return drill.play();
        }
    }

    private Report play() throws InterruptedException {
        narration.tell(
                "%d conversations begin, seed %d, fault %s"
                        .formatted(options.sessions(), options.seed(), options.fault().wireName()));
        warmUp();
        traffic.begin(run, options.seed(), options.sessions(), this::goesOn);
        String victim = awaitFullFlow();
        Instant faultAt = strike(victim);
        Instant ejectedAt = awaitEjection(victim, faultAt);
        awaitTakeovers(victim, faultAt);
        awaitAnswers(faultAt);
        revive(victim);
        int refusedDirectly = playStaleGateway(victim, faultAt);
        awaitRefusals(victim, faultAt);
        awaitReadmission(victim, ejectedAt);
        endConversations();
        return judge(victim, faultAt, ejectedAt, refusedDirectly);
    }

    /**
     * Processes that have just started answer their first requests slowly; that is not the drill.
     */
    private void warmUp() throws InterruptedException {
        traffic.begin(run + "-warm", options.seed(), WARM_UP_SESSIONS, number -> number <= 2);
        if (traffic.awaitEnd(options.turnDeadline()) > 0) {
            missed.add("the first turns were not answered in time");
        }
    }

    private boolean goesOn(int number) {
        return number <= options.minTurns() || (!released.get() && number <= options.maxTurns());
    }

    private String awaitFullFlow() throws InterruptedException {
        Busiest busiest = new Busiest(stack, services);
        int enoughTurns =
                traffic.ledger().acknowledged() + (int) (TURNS_BEFORE * options.sessions());
        int enoughRunning = Math.max(1, options.sessions() / 12);
        await(
                "%d turns on one node at the same time".formatted(enoughRunning),
                () ->
                        traffic.ledger().acknowledged() >= enoughTurns
                                && busiest.look().turns() >= enoughRunning);
        return busiest.last().node();
    }

    private Instant strike(String victim) {
        Instant faultAt = clock.instant();
        switch (options.fault()) {
            case KILL -> stack.kill(victim);
            case HANG -> stack.pause(victim);
        }
        narration.tell(
                "%s %s, %d turns acknowledged so far"
                        .formatted(
                                victim,
                                options.fault() == Fault.KILL
                                        ? "killed with SIGKILL"
                                        : "stopped with SIGSTOP",
                                traffic.ledger().acknowledged()));
        return faultAt;
    }

    private Instant awaitEjection(String victim, Instant faultAt) throws InterruptedException {
        await("the ejection of " + victim, () -> watch.ejected(victim, faultAt).isPresent());
        Instant ejectedAt = watch.ejected(victim, faultAt).orElse(faultAt);
        narration.tell(
                "%s ejected after %d ms"
                        .formatted(victim, Duration.between(faultAt, ejectedAt).toMillis()));
        return ejectedAt;
    }

    private void awaitTakeovers(String victim, Instant faultAt) throws InterruptedException {
        await(
                "the takeover of all running turns of " + victim,
                () ->
                        !watch.movedAway(victim, faultAt).isEmpty()
                                && services.needingAttention(victim).isEmpty());
        narration.tell(
                "%d sessions taken over from %s"
                        .formatted(watch.movedAway(victim, faultAt).size(), victim));
    }

    /** A process that starts takes a core or two: whoever was interrupted is answered first. */
    private void awaitAnswers(Instant faultAt) throws InterruptedException {
        await(
                "an answer to every turn that ran at the fault",
                () -> {
                    Instant now = clock.instant();
                    return traffic.ledger().turns().stream()
                            .noneMatch(turn -> turn.ranAt(faultAt) && turn.ranAt(now));
                });
        narration.tell("every turn that ran at the fault is answered");
    }

    private void revive(String victim) throws InterruptedException {
        narration.tell(victim + " comes back, and does not know that it was replaced");
        switch (options.fault()) {
            case KILL -> stack.restart(victim);
            case HANG -> stack.resume(victim);
        }
    }

    private int playStaleGateway(String victim, Instant faultAt) throws InterruptedException {
        StaleGateway stale =
                new StaleGateway(traffic.client(), traffic.ledger(), run, options.phaseDeadline());
        StaleGateway.Answers answers =
                stale.send(
                        stack.nodes().stream()
                                .filter(node -> node.id().equals(victim))
                                .findFirst()
                                .orElseThrow()
                                .uri(),
                        watch.movedAway(victim, faultAt).stream().limit(STALE_REQUESTS).toList());
        narration.tell(
                "a stale gateway asks the zombie for %d turns: %d refused, %d answered, %d neither"
                        .formatted(
                                answers.sent(),
                                answers.refused(),
                                answers.answered(),
                                answers.neither()));
        return answers.refused();
    }

    private void awaitRefusals(String victim, Instant faultAt) throws InterruptedException {
        await(
                "a refused write of the zombie",
                () -> !watch.refusedWrites(victim, faultAt).isEmpty());
        narration.tell(
                "%d writes of the zombie refused by the journal"
                        .formatted(watch.refusedWrites(victim, faultAt).size()));
    }

    private void awaitReadmission(String victim, Instant ejectedAt) throws InterruptedException {
        await(
                "the readmission of " + victim,
                () -> watch.readmitted(victim, ejectedAt).isPresent());
        narration.tell(victim + " readmitted");
        traffic.begin(run + "-new", options.seed(), options.newcomers(), number -> number <= 2);
    }

    private void endConversations() throws InterruptedException {
        released.set(true);
        long live = traffic.awaitEnd(options.turnDeadline().plus(options.phaseDeadline()));
        if (live > 0) {
            missed.add(live + " conversations did not end");
        }
        narration.tell(
                "all conversations over, %d turns acknowledged; the history is checked"
                        .formatted(traffic.ledger().acknowledged()));
    }

    private Report judge(String victim, Instant faultAt, Instant ejectedAt, int refusedDirectly)
            throws InterruptedException {
        Ledger ledger = traffic.ledger();
        Examination found =
                Examination.of(stack, new Topics(Topics.DEFAULT_PREFIX), ledger.clientSide());
        narration.tell(
                "%d journal entries folded, %d findings"
                        .formatted(found.journal().size(), found.judgement().findings().size()));
        List<Recovery> recoveries =
                Recoveries.of(
                        faultAt,
                        ejectedAt,
                        Move.away(victim, faultAt, found.journal(), found.projected()),
                        ledger.turns());
        return new Outcome(
                        options,
                        victim,
                        WARM_UP_SESSIONS + options.sessions() + options.newcomers(),
                        ledger.turns().size(),
                        ledger.retried(),
                        ledger.failures(),
                        ledger.contextLost().entrySet().stream()
                                .map(lost -> lost.getKey() + " " + lost.getValue())
                                .toList(),
                        found.judgement(),
                        recoveries,
                        refusedDirectly + refusedWrites(victim, faultAt, found.projected()),
                        missed)
                .report();
    }

    private static int refusedWrites(String victim, Instant since, List<Projected> projected) {
        return (int)
                projected.stream()
                        .filter(told -> !told.writtenAt().isBefore(since))
                        .filter(told ->
                                told.event() instanceof WriteRefused refused
                                        && refused.node().equals(victim))
                        .map(Projected::id)
                        .distinct()
                        .count();
    }

    private void await(String what, Callable<Boolean> condition) throws InterruptedException {
        if (!Waiting.until(options.phaseDeadline(), condition)) {
            missed.add(what + " was not seen in time");
            narration.tell("waited in vain for " + what);
        }
    }

    @Override
    public void close() {
        traffic.close();
        services.close();
        watch.close();
    }
}
