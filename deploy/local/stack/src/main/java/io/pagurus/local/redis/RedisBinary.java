package io.pagurus.local.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/** Thread-safe; blocks on files. The redis-server executable. */
final class RedisBinary {

    private static final String VERSION = "7.0.15";

    private RedisBinary() {}

    /**
     * The one that REDIS_SERVER names, else the one of this system that the library carries.
     *
     * @param folder where the carried one is put
     */
    static Path in(Path folder) {
        String named = System.getenv("REDIS_SERVER");
        return named == null || named.isBlank() ? extracted(folder) : Path.of(named);
    }

    private static Path extracted(Path folder) {
        String resource = "redis-server-" + VERSION + "-" + system() + "-" + processor();
        Path target = folder.resolve(resource);
        if (Files.isExecutable(target)) {
            return target;
        }
        ClassLoader loader = RedisBinary.class.getClassLoader();
        try (InputStream carried = loader.getResourceAsStream(resource)) {
            if (carried == null) {
                throw new IllegalStateException(
                        "There is no Redis for this system. Set REDIS_SERVER to a redis-server.");
            }
            Files.createDirectories(folder);
            // A rename at the end: nobody starts half an executable.
            Path fresh = Files.createTempFile(folder, "redis", ".new");
            Files.copy(carried, fresh, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            return target;
        } catch (FileAlreadyExistsException _) {
            return target;
        } catch (IOException notExtracted) {
            throw new UncheckedIOException(notExtracted);
        }
    }

    private static String system() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return name.contains("mac") ? "darwin" : "linux";
    }

    private static String processor() {
        String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "aarch64", "arm64" -> "arm64";
            case "x86", "i386" -> "386";
            default -> "amd64";
        };
    }
}
