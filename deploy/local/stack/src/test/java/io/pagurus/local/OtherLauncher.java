package io.pagurus.local;

import io.pagurus.local.process.Launch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Runs on the main thread of its own JVM. Starts a suite and stays, until it is killed. */
public final class OtherLauncher {

    private OtherLauncher() {}

    public static void main(String[] arguments) throws InterruptedException {
        Ports ports =
                new Ports(
                        Arrays.stream(arguments[2].split(",", -1)).map(Integer::valueOf).toList());
        try (Stack _ =
                Stack.start(
                        StackOptions.of(Path.of(arguments[0]), Path.of(arguments[1]))
                                .withPorts(ports),
                        Progress.silent())) {
            System.out.println("up");
            Thread.currentThread().join();
        }
    }

    /** A process of it whose suite is up. */
    static Process start(StackOptions options) throws IOException {
        Process launcher =
                new ProcessBuilder(
                                Launch.java(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                OtherLauncher.class.getName(),
                                options.projectRoot().toString(),
                                options.dataDir().toString(),
                                options.ports().numbers().stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(",")))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(launcher.getInputStream(), StandardCharsets.UTF_8));
        String line = said.readLine();
        if (!"up".equals(line)) {
            throw new IOException("it said " + line);
        }
        return launcher;
    }
}
