package io.pagurus.bench.edge.machine;

import io.pagurus.bench.edge.BenchFailure;
import io.pagurus.local.process.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Thread-safe; blocks. Programs of the Linux distribution, installed where that can be done. */
public record Distribution(boolean install, Consumer<String> told) {

    /** Where servers are, which is not on everybody's PATH. */
    private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/local/sbin", "/sbin");

    private static final Map<String, String> QUIET =
            // The last keeps Debian from starting what it installs, where systemd is not there.
            Map.of("DEBIAN_FRONTEND", "noninteractive", "RUNLEVEL", "1");

    /**
     * The program; installed first where it is missing.
     *
     * @throws BenchFailure when it is missing and cannot be installed, saying what to do
     */
    public Path program(String name) {
        return find(name).orElseGet(() -> installed(name));
    }

    private Path installed(String name) {
        if (!install) {
            throw new BenchFailure(name + " is not installed");
        }
        if (!Programs.onPath("apt-get") || !"root".equals(System.getProperty("user.name"))) {
            throw new BenchFailure(
                    "%s is missing: install it (Debian and Ubuntu: sudo apt-get install %s)"
                            .formatted(name, name));
        }
        told.accept("installing " + name + " from the distribution");
        try {
            aptGet("install", "-y", "--no-install-recommends", name);
        } catch (BenchFailure _) {
            // The machine may never have asked what there is.
            aptGet("update");
            aptGet("install", "-y", "--no-install-recommends", name);
        }
        return find(name)
                .orElseThrow(() -> new BenchFailure(name + " was installed and is not there"));
    }

    private static void aptGet(String... arguments) {
        List<String> command = Stream.concat(Stream.of("apt-get"), Stream.of(arguments)).toList();
        var _ = Commands.run(command, QUIET);
    }

    private static Optional<Path> find(String name) {
        return FOLDERS.stream()
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .or(() -> Programs.find(name));
    }
}
