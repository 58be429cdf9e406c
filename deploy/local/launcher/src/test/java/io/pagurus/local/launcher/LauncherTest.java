package io.pagurus.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LauncherTest {

    @TempDir private Path folder = Path.of("");
    private final StringWriter err = new StringWriter();

    @Test
    void scriptTellsOfEveryCommand() throws IOException {
        // Given
        String script = Files.readString(Path.of("../../../pagurus"));

        // When
        CommandLine line = Launcher.commandLine();

        // Then
        assertThat(line.getSubcommands().keySet())
                .allSatisfy(name ->
                        assertThat(script)
                                .containsPattern("(?m)^  " + name + "( [A-Z]+| [a-z]+)? "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up", "down", "status", "demo", "session", "verify", "token", "kill", "start",
                "check", "bench", "faults"
            })
    void helpOfEveryCommandTellsItsExitStatus(String command) {
        // Given
        StringWriter help = new StringWriter();

        // When
        Launcher.commandLine().setOut(new PrintWriter(help, true)).execute(command, "--help");

        // Then
        assertThat(help.toString()).contains("Exit status: 0 done");
    }

    @Test
    void whatNeedsASuiteSaysHowToStartOne() {
        // When
        int status = run("kill", "hk-1");

        // Then
        assertThat(status).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("pagurus: Nothing runs. Start the suite: ./pagurus up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1s", "0ms", "15"})
    void wrongProbeIntervalIsToldInOneLine(String text) {
        // When
        int status = run("up", "--probe-interval=" + text);

        // Then
        assertThat(status).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "pagurus: --probe-interval " + text + ": not a time such as 500ms or 15s");
    }

    @Test
    void unknownFaultIsToldInOneLine() {
        // When
        int status = run("demo", "--fault=flood");

        // Then
        assertThat(status).isEqualTo(1);
        assertThat(err.toString()).contains("--fault flood: kill or hang");
    }

    @Test
    void wrongCommandLineHasAStatusOfItsOwn() {
        // When
        int status = run("session");

        // Then
        assertThat(status).isEqualTo(2);
    }

    private int run(String command, String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = command;
        all[1] = "--data=" + folder;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Launcher.commandLine().setErr(new PrintWriter(err, true)).execute(all);
    }
}
