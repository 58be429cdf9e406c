package io.pagurus.local.launcher;

import io.pagurus.protocol.check.Check;
import io.pagurus.protocol.check.CheckOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Confined to the main thread. The session protocol, checked; nothing is started. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Explores every interleaving of small models of the session protocol, with the production"
                    + " fold and view; simulates a fleet in virtual time with seeded faults; and"
                    + " shows that both catch protocols that are known to be wrong.",
            "It takes about half a minute, some ten minutes with --nightly, and starts nothing."
        },
        footer = {Exit.HELP, "0 means here: no violation, and every wrong protocol caught."})
final class CheckCommand implements Callable<Integer> {

    @Option(
            names = "--nightly",
            description = "Larger models and 10,000,000 simulated steps; it needs about 4 GB.")
    private boolean nightly;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Decides the simulation's faults; printed, so that a run can be repeated.")
    private long seed;

    @Override
    public Integer call() {
        long chosen = seed == 0 ? Check.anySeed() : seed;
        return Check.run(new CheckOptions(nightly, chosen), System.out::println)
                ? Exit.GOOD
                : Exit.PROBLEM;
    }
}
