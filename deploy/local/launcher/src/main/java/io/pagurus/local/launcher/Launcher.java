package io.pagurus.local.launcher;

import io.pagurus.bench.sessions.BenchFailure;
import io.pagurus.local.StackFailure;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Confined to the main thread. The command line of {@code ./pagurus}. */
@Command(
        name = "pagurus",
        mixinStandardHelpOptions = true,
        version = "Pagurus 1.0.0-SNAPSHOT",
        description = "Runs Pagurus on this machine, and hurts it to show that it goes on.",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            DemoCommand.class,
            SessionCommand.class,
            VerifyCommand.class,
            TokenCommand.class,
            KillCommand.class,
            StartCommand.class,
            CheckCommand.class,
            BenchCommand.class,
            FaultsCommand.class
        })
public final class Launcher implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Launcher())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((failure, line, _) -> told(failure, line));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    /** An expected failure is a line for a person; anything else is a bug and shows where it is. */
    private static int told(Exception failure, CommandLine line) throws Exception {
        PrintWriter err = line.getErr();
        switch (failure) {
            case BenchFailure expected -> err.println("pagurus: " + expected.getMessage());
            case StackFailure expected -> err.println("pagurus: " + expected.getMessage());
            case UncheckedIOException io -> err.println("pagurus: " + io.getMessage());
            default -> throw failure;
        }
        return Exit.PROBLEM;
    }
}
