package io.pagurus.local;

import io.pagurus.local.process.PidFile;
import io.pagurus.local.process.TemporaryFolder;
import java.nio.file.Path;

/** Immutable; {@link #forget} blocks on files. What is where in a suite's folder. */
record DataFolder(Path path) {

    Path log(String process) {
        return path.resolve("logs").resolve(process + ".log");
    }

    Path data(String process) {
        return path.resolve("data").resolve(process);
    }

    Path run() {
        return path.resolve("run");
    }

    PidFile pid(String process) {
        return new PidFile(run().resolve(process + ".pid"));
    }

    Path secrets() {
        return path.resolve("secrets");
    }

    Path seed() {
        return run().resolve("seed.json");
    }

    Path description() {
        return run().resolve("suite.properties");
    }

    Path lock() {
        return path.resolve("lock");
    }

    /** Deletes data and logs. */
    void forget() {
        TemporaryFolder.delete(path.resolve("data"));
        TemporaryFolder.delete(path.resolve("logs"));
    }
}
