package io.pagurus.local.launcher;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Confined to the main thread. Where the project is, and where its suites keep their data. */
final class Workplace {

    private static final Path ROOT =
            Path.of(System.getProperty("pagurus.root", ".")).toAbsolutePath().normalize();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "",
            description = "Folder for data, logs and secrets (default: .pagurus in the project).")
    private String data = "";

    static Path root() {
        return ROOT;
    }

    /** The folder of {@code up}. */
    Path data() {
        return data.isEmpty() ? ROOT.resolve(".pagurus") : Path.of(data).toAbsolutePath();
    }

    /** The folder of {@code demo}, so that a drill never touches what {@code up} keeps. */
    Path demoData() {
        return data().resolve("demo");
    }
}
