package io.pagurus.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;

/** Thread-safe; blocks. Signals that Java has no call for. */
final class Signals {

    private Signals() {}

    /**
     * @param signal without SIG
     */
    static void send(String signal, long pid) {
        try {
            // The shell's own kill: a machine need not have the program.
            Process kill =
                    new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid)
                            .redirectError(Redirect.DISCARD)
                            .redirectOutput(Redirect.DISCARD)
                            .start();
            kill.waitFor();
        } catch (IOException noShell) {
            throw new UncheckedIOException(noShell);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
