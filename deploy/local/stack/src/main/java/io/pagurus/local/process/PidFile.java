package io.pagurus.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Immutable; blocks on files. Names a process by id and start time, so that a later one with the
 * same id is never taken for it.
 */
public record PidFile(Path path) {

    /** Notes a process. */
    public void write(ProcessHandle process) {
        String text = process.pid() + " " + startMillis(process) + "\n";
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Path fresh = path.resolveSibling(path.getFileName() + ".new");
            Files.writeString(fresh, text);
            Files.move(
                    fresh,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException notWritten) {
            throw new UncheckedIOException(notWritten);
        }
    }

    /** The process, if it is still the one that was noted, and lives. */
    public Optional<ProcessHandle> process() {
        try {
            String noted = Files.readString(path).strip();
            int space = noted.indexOf(' ');
            long start = Long.parseLong(noted.substring(space + 1));
            return ProcessHandle.of(Long.parseLong(noted.substring(0, space)))
                    .filter(Liveness::runs)
                    .filter(found -> startMillis(found) == start);
        } catch (IOException | RuntimeException _) {
            return Optional.empty();
        }
    }

    public void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException notDeleted) {
            throw new UncheckedIOException(notDeleted);
        }
    }

    private static long startMillis(ProcessHandle process) {
        return process.info().startInstant().map(start -> start.toEpochMilli()).orElse(0L);
    }
}
