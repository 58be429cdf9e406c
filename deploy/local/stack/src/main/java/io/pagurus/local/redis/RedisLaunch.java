package io.pagurus.local.redis;

import io.pagurus.local.process.Launch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Thread-safe. The Redis process: it appends every write to a file and syncs it each second. */
public final class RedisLaunch {

    private RedisLaunch() {}

    public static Launch of(int port, Path data, Path log) {
        return server("redis", port, data, data, log, List.of());
    }

    /**
     * A server with options of its own.
     *
     * @param programs where the executable is put; shared by the processes of a topology
     */
    static Launch server(
            String name, int port, Path programs, Path data, Path log, List<String> options) {
        Path folder = data.toAbsolutePath();
        List<String> command = new ArrayList<>();
        command.addAll(
                List.of(
                        RedisBinary.in(programs.toAbsolutePath()).toString(),
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--dir",
                        folder.toString(),
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "everysec",
                        "--save",
                        ""));
        command.addAll(options);
        return new Launch(name, command, Map.of(), folder, log);
    }

    /** A Sentinel; it writes what it learns into its configuration. */
    static Launch sentinel(String name, Path programs, Path configuration, Path log) {
        return new Launch(
                name,
                List.of(
                        RedisBinary.in(programs.toAbsolutePath()).toString(),
                        configuration.toAbsolutePath().toString(),
                        "--sentinel"),
                Map.of(),
                programs.toAbsolutePath(),
                log);
    }
}
