package io.pagurus.local;

import io.pagurus.local.process.Launch;
import io.pagurus.local.process.LocalProcess;
import io.pagurus.local.process.PidFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Immutable; blocks. Processes of a suite whose launcher was killed, found by their pid files.
 *
 * @param folder in which nobody else runs a suite: the caller has its lock
 */
record Leftovers(DataFolder folder) {

    private static final String SUFFIX = ".pid";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    /** Stops what still runs; returns the names. */
    List<String> stop() {
        List<LocalProcess> running = find().stream().filter(LocalProcess::alive).toList();
        running.forEach(LocalProcess::terminate);
        running.forEach(process -> process.awaitEnd(STOP_LIMIT));
        return running.stream().map(LocalProcess::name).toList();
    }

    private List<LocalProcess> find() {
        Path run = folder.run();
        List<LocalProcess> found = new ArrayList<>();
        if (!Files.isDirectory(run)) {
            return found;
        }
        try (Stream<Path> files = Files.list(run)) {
            for (Path file : files.filter(each -> each.toString().endsWith(SUFFIX)).toList()) {
                String name = file.getFileName().toString();
                name = name.substring(0, name.length() - SUFFIX.length());
                if (!name.equals("launcher")) {
                    found.add(known(name, new PidFile(file)));
                }
            }
            return found;
        } catch (IOException notListed) {
            throw new UncheckedIOException(notListed);
        }
    }

    private LocalProcess known(String name, PidFile file) {
        return new LocalProcess(
                new Launch(name, List.of(), Map.of(), folder.path(), folder.log(name)), file);
    }
}
