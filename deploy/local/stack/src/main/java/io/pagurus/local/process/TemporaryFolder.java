package io.pagurus.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Immutable; blocks on files. A folder that is gone, with all in it, once it is closed. */
public record TemporaryFolder(Path path) implements AutoCloseable {

    public static TemporaryFolder create(String name) {
        try {
            return new TemporaryFolder(Files.createTempDirectory("pagurus-" + name + "-"));
        } catch (IOException notCreated) {
            throw new UncheckedIOException(notCreated);
        }
    }

    @Override
    public void close() {
        delete(path);
    }

    /** Deletes a folder and all in it; one that is not there is fine. */
    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException notDeleted) {
            throw new UncheckedIOException(notDeleted);
        }
    }
}
