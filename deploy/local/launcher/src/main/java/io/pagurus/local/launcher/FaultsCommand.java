package io.pagurus.local.launcher;

import io.pagurus.store.FaultOptions;
import io.pagurus.store.FaultReport;
import io.pagurus.store.FaultRun;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Confined to the main thread. The fault run on the session store as real processes. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description = {
            "Starts three brokers, Redis with two replicas, and three instances of session-service"
                    + " for itself, on free ports and with data of its own, and breaks them under"
                    + " load: kills, pauses, partitions, failovers with a lost tail. The history"
                    + " checker judges every round.",
            "docs/faults.md says what is broken and what must hold."
        },
        footer = {Exit.HELP, "1 means here that the judge found something."})
final class FaultsCommand implements Callable<Integer> {

    private static final int SEEDS = 1_000_000;

    @Option(
            names = "--injections",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many faults (default: ${DEFAULT-VALUE}, about half an hour).")
    private int injections;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "-1",
            description = "The seed of a run to repeat (default: another one each time).")
    private long seed;

    @Option(
            names = "--from-round",
            paramLabel = "R",
            defaultValue = "1",
            description =
                    "Leave out the rounds before this one; each has "
                            + FaultOptions.A_ROUND
                            + " faults.")
    private int firstRound;

    @Option(
            names = "--sessions",
            paramLabel = "N",
            defaultValue = "24",
            description = "Sessions that go on side by side (default: ${DEFAULT-VALUE}).")
    private int sessions;

    @Override
    public Integer call() throws InterruptedException {
        long drawn = seed >= 0 ? seed : RandomGenerator.getDefault().nextInt(SEEDS);
        FaultOptions options =
                FaultOptions.of(
                                Workplace.root(),
                                Workplace.root().resolve(".pagurus/faults"),
                                drawn,
                                injections)
                        .from(firstRound)
                        .withSessions(sessions);
        FaultReport report = FaultRun.run(options, System.out::println);
        report.print(System.out);
        return report.holds() ? Exit.GOOD : Exit.PROBLEM;
    }
}
