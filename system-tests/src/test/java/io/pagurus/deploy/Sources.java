package io.pagurus.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Blocks on files. The main sources of a module. */
final class Sources {

    private Sources() {}

    static Stream<String> of(String module) {
        try (Stream<Path> files = Files.walk(Tree.path(module + "/src/main/java"))) {
            List<Path> sources = files.filter(f -> f.toString().endsWith(".java")).toList();
            return sources.stream().map(Sources::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The configuration that a service brings along, under either of its names. */
    static String configuration(String module) {
        return Stream.of("application.properties", "META-INF/microprofile-config.properties")
                .map(name -> Tree.path(module + "/src/main/resources/" + name))
                .filter(Files::exists)
                .map(Sources::read)
                .reduce((one, other) -> one + "\n" + other)
                .orElseThrow(() -> new AssertionError(module + " has no configuration"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
