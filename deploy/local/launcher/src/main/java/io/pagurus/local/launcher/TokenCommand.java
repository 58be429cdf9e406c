package io.pagurus.local.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Confined to the main thread. What an operator shows to the services of the running suite. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a token of the group operator, signed with the running suite's own key, for"
                    + " curl -H \"Authorization: Bearer $(./pagurus token)\".",
        },
        footer = Exit.HELP)
final class TokenCommand implements Callable<Integer> {

    @Mixin private Workplace workplace = new Workplace();

    @Override
    public Integer call() {
        new Screen(System.out).line("%s", RunningSuite.of(workplace).token("operator", "operator"));
        return Exit.GOOD;
    }
}
