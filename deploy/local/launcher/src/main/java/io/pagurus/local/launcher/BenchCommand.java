package io.pagurus.local.launcher;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Confined to the main thread. The measurements; each is a command of its own. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures on processes of its own; keep the machine quiet meanwhile.",
        subcommands = {BenchSessionsCommand.class, BenchEdgeCommand.class},
        footer = Exit.HELP)
final class BenchCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What is to be measured?");
    }
}
