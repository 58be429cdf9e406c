package io.pagurus.local.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Thread-safe. What programs this machine has. */
public final class Programs {

    private static final ConcurrentMap<String, Optional<Path>> FOUND = new ConcurrentHashMap<>();

    private Programs() {}

    public static boolean onPath(String program) {
        return find(program).isPresent();
    }

    /** Where a program is, by PATH. */
    public static Optional<Path> find(String program) {
        return FOUND.computeIfAbsent(program, Programs::search);
    }

    private static Optional<Path> search(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
