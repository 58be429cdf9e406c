package io.pagurus.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Thread-safe; reads a file. */
final class PasswordFile {

    private PasswordFile() {}

    /** The password without the line's end; empty when there is none to read. */
    static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
